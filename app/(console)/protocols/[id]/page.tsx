import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Time } from "#components/ui/time.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { type PublishedProtocol, readProtocol } from "#lib/queries/protocols.ts";
import { anchorsOf, ruleIndex } from "../_document/anchors.ts";
import { Clocks, Notices } from "../_document/communication.tsx";
import { Contents } from "../_document/contents.tsx";
import { Ending, Evidence, Gates } from "../_document/decision.tsx";
import { placesOf } from "../_document/places.ts";
import { Authority, Freezes, Plans } from "../_document/rollback.tsx";
import { RuleIndex } from "../_document/rules.tsx";
import { AskedFacts, People, Severities, Triggers } from "../_document/situation.tsx";

export const metadata: Metadata = { title: "Protocol" };

/** A protocol as a document to be read: whoever is asked by a rule's id finds the clause here. */
export default async function ProtocolPage({ params }: { params: Promise<{ id: string }> }) {
  await requireViewer();
  const { id } = await params;
  const published = await readProtocol(id);
  if (published === null) notFound();
  const { pack } = published;
  const places = placesOf(pack);
  const document = { pack, anchors: anchorsOf(places) };
  return (
    <Page
      title={pack.title}
      above={
        <Link className="link" href="/protocols">
          Protocols
        </Link>
      }
      description={pack.summary}
    >
      <Provenance published={published} />
      <div className="grid gap-x-10 lg:grid-cols-[190px_minmax(0,1fr)]">
        <Contents entries={contentsOf(published)} />
        <div className="min-w-0">
          <People document={document} />
          <Severities document={document} />
          <Triggers document={document} />
          <AskedFacts document={document} />
          <Clocks document={document} />
          <Notices document={document} />
          <Authority document={document} />
          <Plans document={document} />
          <Evidence document={document} />
          <Gates document={document} />
          <Freezes document={document} />
          <Ending document={document} />
          <RuleIndex rules={ruleIndex(places)} />
        </div>
      </div>
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

function contentsOf({ pack }: PublishedProtocol) {
  const isThere = (parts: object) => Object.keys(parts).length > 0;
  const entries = [
    { id: "people", title: "Who takes part", isShown: true },
    { id: "severities", title: "How bad it is", isShown: true },
    { id: "triggers", title: "What is seen", isShown: true },
    { id: "facts", title: "What is asked", isShown: isThere(pack.facts) },
    { id: "clocks", title: "What is owed by when", isShown: true },
    { id: "notices", title: "Who is told", isShown: true },
    { id: "authority", title: "Who may roll back", isShown: true },
    { id: "plans", title: "The way back", isShown: true },
    { id: "evidence", title: "What has to be proven", isShown: isThere(pack.evidence) },
    { id: "gates", title: "What is decided", isShown: isThere(pack.gates) },
    { id: "freezes", title: "What may not move", isShown: isThere(pack.freezes) },
    { id: "exit", title: "When it is over", isShown: true },
    { id: "rules", title: "All rules", isShown: true },
  ];
  return entries.filter(({ isShown }) => isShown);
}
