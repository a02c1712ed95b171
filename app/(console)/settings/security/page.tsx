import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readOwnMeans } from "#lib/auth/signature/own-means.ts";
import { readCountersignatures } from "#lib/queries/countersignatures.ts";
import { OneTimeCodes } from "./_components/one-time-codes.tsx";
import { Passkeys } from "./_components/passkeys.tsx";
import { ToCountersign } from "./_components/to-countersign.tsx";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const viewer = await requireViewer();
  const [means, signing] = await Promise.all([
    readOwnMeans(viewer.personId),
    readCountersignatures(viewer.personId),
  ]);
  return (
    <Page
      title="Security"
      description="How you sign a decision. A passkey signs by itself; password and one-time code are attested by the server, and it says so wherever it shows."
      width="reading"
    >
      <ToCountersign queue={signing.queue} />
      <Passkeys passkeys={means.passkeys} signing={signing} />
      <OneTimeCodes isSetUp={means.hasOneTimeCodes} />
    </Page>
  );
}
