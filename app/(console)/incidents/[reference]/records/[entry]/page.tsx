import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readDecisionRecord } from "#lib/queries/decision-record.ts";
import { SealedRecordPage } from "../../../../_records/sealed-record-page.tsx";

export const metadata: Metadata = { title: "Sealed record" };

type RecordPage = { params: Promise<{ reference: string; entry: string }> };

/** What both sides decided on the way of an incident, as it was sealed. */
export default async function DecisionRecordPage({ params }: RecordPage) {
  const [viewer, { reference, entry }] = await Promise.all([requireViewer(), params]);
  const found = /^\d{1,9}$/.test(entry) ? await readDecisionRecord(reference, Number(entry), viewer) : null;
  if (found === null) notFound();
  const above = (
    <Link className="link" href={`/incidents/${reference}`}>
      {reference}
    </Link>
  );
  return <SealedRecordPage found={found} above={above} />;
}
