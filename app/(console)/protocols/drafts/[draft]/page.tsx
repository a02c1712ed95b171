import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Panel } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Time } from "#components/ui/time.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { compareDocuments } from "#lib/domain/protocol/document/compare.ts";
import { documentOf } from "#lib/domain/protocol/document/document.ts";
import { type DraftView, readDraft } from "#lib/queries/protocol-drafts.ts";
import { ChangesTable } from "../../_components/changes-table.tsx";
import { DraftActs } from "../../_components/draft-acts.tsx";
import { DocumentView } from "../../_document/document-view.tsx";

export const metadata: Metadata = { title: "Draft of a protocol" };

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A draft as the document that it would be, what it would change, and what this person may do with it. */
export default async function DraftPage({ params }: { params: Promise<{ draft: string }> }) {
  const viewer = await requireViewer();
  const { draft: id } = await params;
  const view = isId(id) ? await readDraft(id, viewer) : null;
  if (view === null) notFound();
  const { draft, pack, refusals } = view;
  return (
    <Page
      title={`Draft: ${pack.title}, version ${pack.version}`}
      above={
        <Link className="link" href="/protocols">
          Protocols
        </Link>
      }
      description={pack.summary}
      width="wide"
    >
      <DraftState view={view} />
      <NotRunnable view={view} />
      {draft.endedAs === null ? <DraftActs draft={draft} pack={pack} refusals={refusals} /> : null}
      <div className="mt-8">
        <Changes view={view} />
        <DocumentView document={documentOf(pack)} />
      </div>
    </Page>
  );
}

function DraftState({ view: { draft, owner } }: { view: DraftView }) {
  return (
    <p className="mb-4 max-w-3xl text-s text-soft">
      Uploaded by {owner}, <Time value={draft.createdAt} show="both" className="font-sans!" />
      {draft.proposedAt === null ? null : (
        <>
          ; proposed for publishing <Time value={draft.proposedAt} show="both" className="font-sans!" />
        </>
      )}
      {draft.endedAt === null ? null : (
        <>
          ; {draft.endedAs} <Time value={draft.endedAt} show="both" className="font-sans!" />
        </>
      )}
      . <Digest value={draft.hash} what="digest of this draft" />
    </p>
  );
}

function NotRunnable({ view: { notRunnable, draft } }: { view: DraftView }) {
  if (notRunnable.length === 0 || draft.endedAs !== null) return null;
  return (
    <Banner
      tone="risk"
      title="It asks for what no worker can run, and cannot be published until its actions and their parameters fit"
      className="mb-4"
    >
      <ul className="list-disc pl-4">
        {notRunnable.map(({ path, message }) => (
          <li key={path}>
            <code className="figures text-xs">{path}</code>: {message}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

function Changes({ view: { inForce, pack, draft } }: { view: DraftView }) {
  if (inForce === null) {
    return (
      <Banner title="A new protocol" className="mb-8">
        No version of it is published yet.
      </Banner>
    );
  }
  if (inForce.hash === draft.hash) return null;
  return (
    <Panel title={`What it changes of version ${inForce.pack.version}, which is in force`}>
      <ChangesTable changes={compareDocuments(inForce.pack, pack)} />
    </Panel>
  );
}
