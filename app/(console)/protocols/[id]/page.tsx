import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Time } from "#components/ui/time.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { type PublishedProtocol, readProtocol } from "#lib/queries/protocols.ts";
import { DocumentView } from "../_document/document-view.tsx";

export const metadata: Metadata = { title: "Protocol" };

/** A protocol as a document to be read: whoever is asked by a rule's id finds the clause here. */
export default async function ProtocolPage({ params }: { params: Promise<{ id: string }> }) {
  await requireViewer();
  const { id } = await params;
  const published = await readProtocol(id);
  if (published === null) notFound();
  const { pack } = published;
  return (
    <Page
      title={pack.title}
      above={
        <Link className="link" href="/protocols">
          Protocols
        </Link>
      }
      description={pack.summary}
      width="wide"
    >
      <Provenance published={published} />
      <DocumentView pack={pack} />
    </Page>
  );
}

function Provenance({ published: { pack, hash, publishedAt } }: { published: PublishedProtocol }) {
  return (
    <p className="mb-6 max-w-3xl text-s text-soft">
      Version {pack.version}, published <Time value={publishedAt} show="both" className="font-sans!" />. An
      incident keeps to the version that it was declared under:{" "}
      <Digest value={hash} what="digest of this version" />
      <br />
      After: {pack.source}. What the source leaves open is marked as our reading.
    </p>
  );
}
