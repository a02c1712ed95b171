import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Page } from "#components/shell/page.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { checkpointDocumentOf } from "#lib/domain/protocol/document/checkpoint.ts";
import { documentOf, type ProtocolDocument } from "#lib/domain/protocol/document/document.ts";
import { readCheckpointProtocol } from "#lib/queries/checkpoint-protocols.ts";
import { readProtocol } from "#lib/queries/protocols.ts";
import { Provenance } from "../_components/provenance.tsx";
import { DocumentView } from "../_document/document-view.tsx";

export const metadata: Metadata = { title: "Protocol" };

/** A protocol as a document to be read: whoever is asked by a rule's id finds the clause here. */
export default async function ProtocolPage({ params }: { params: Promise<{ id: string }> }) {
  await requireViewer();
  const { id } = await params;
  const published = await readProtocol(id);
  if (published !== null) {
    return (
      <DocumentPage document={documentOf(published.pack)}>
        <Provenance published={published} />
      </DocumentPage>
    );
  }
  const checkpoint = readCheckpointProtocol(id);
  if (checkpoint === null) notFound();
  return (
    <DocumentPage document={checkpointDocumentOf(checkpoint)}>
      <p className="mb-6 max-w-3xl text-s text-soft">
        Version {checkpoint.version}; a checkpoint keeps to the version that it was opened under. After:{" "}
        {checkpoint.source}. What the source leaves open is marked as our reading.
      </p>
    </DocumentPage>
  );
}

function DocumentPage({ document, children }: { document: ProtocolDocument; children: ReactNode }) {
  return (
    <Page
      title={document.title}
      above={
        <Link className="link" href="/protocols">
          Protocols
        </Link>
      }
      description={document.summary}
      width="wide"
    >
      {children}
      <DocumentView document={document} />
    </Page>
  );
}
