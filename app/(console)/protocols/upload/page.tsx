import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { mostBytes } from "#lib/platform/pack-text/read.ts";
import { UploadForm } from "../_components/upload-form.tsx";

export const metadata: Metadata = { title: "Upload a protocol" };

export default async function UploadPage() {
  const viewer = await requireViewer();
  return (
    <Page
      title="Upload a protocol"
      above={
        <Link className="link" href="/protocols">
          Protocols
        </Link>
      }
      description="A pack in JSON or YAML becomes a draft. Nobody follows it until its owner proposes it and a second person publishes it. To change a protocol, begin with its file: it is offered on the protocol’s page."
    >
      {viewer.isAdministrator ? (
        <UploadForm mostBytes={mostBytes} />
      ) : (
        <Banner title="Only an administrator uploads protocols">
          Ask one of them, and give them the file.
        </Banner>
      )}
    </Page>
  );
}
