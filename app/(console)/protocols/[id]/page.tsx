import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readProtocol } from "#lib/queries/protocols.ts";
import { Provenance } from "../_components/provenance.tsx";
import { DocumentView } from "../_document/document-view.tsx";

export const metadata: Metadata = { title: "Protocol" };

/** A protocol as a document to be read: whoever is asked by a rule's id finds the clause here. */
export default async function ProtocolPage({ params }: { params: Promise<{ id: string }> }) {
  await requireViewer();
  const { id } = await params;
  const published = await readProtocol(id);
  if (published === null) notFound();
  return (
    <Page
      title={published.pack.title}
      above={
        <Link className="link" href="/protocols">
          Protocols
        </Link>
      }
      description={published.pack.summary}
      width="wide"
    >
      <Provenance published={published} />
      <DocumentView pack={published.pack} />
    </Page>
  );
}
