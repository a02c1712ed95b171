import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Panel } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Table } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { type RecordLine, readRecord } from "#lib/queries/protocol-drafts.ts";
import { readProtocol, readVersions, type VersionLine } from "#lib/queries/protocols.ts";

export const metadata: Metadata = { title: "Versions of a protocol" };

export default async function VersionsPage({ params }: { params: Promise<{ id: string }> }) {
  await requireViewer();
  const { id } = await params;
  const [published, versions, record] = await Promise.all([
    readProtocol(id),
    readVersions(id),
    readRecord(id),
  ]);
  if (published === null) notFound();
  return (
    <Page
      title={`${published.pack.title}: versions`}
      above={
        <Link className="link" href={`/protocols/${id}`}>
          {published.pack.title}
        </Link>
      }
      description="A version never changes once it is published. New incidents follow the one in force; those that run keep theirs."
    >
      <Panel title="Published versions">
        <Versions id={id} versions={versions} />
      </Panel>
      <Panel title="Record">
        <Record record={record} />
      </Panel>
    </Page>
  );
}

function Versions({ id, versions }: { id: string; versions: VersionLine[] }) {
  const before = (line: VersionLine) => versions[versions.indexOf(line) + 1];
  return (
    <Table
      caption="Versions, the one in force first"
      items={versions}
      keyOf={({ hash }) => hash}
      columns={[
        {
          id: "version",
          title: "Version",
          isRowHeader: true,
          cell: ({ version, hash, isInForce }) => (
            <span className="flex flex-wrap items-center gap-2">
              <Link className="link" href={`/protocols/${id}/versions/${hash}`}>
                {version}
              </Link>
              {isInForce ? <Badge tone="met">in force</Badge> : null}
            </span>
          ),
        },
        { id: "at", title: "Published", cell: ({ publishedAt }) => <Time value={publishedAt} show="both" /> },
        {
          id: "hash",
          title: "Digest",
          hideOnPhone: true,
          cell: ({ hash, version }) => <Digest value={hash} what={`digest of ${version}`} />,
        },
        {
          id: "compare",
          title: "Changes",
          cell: (line) => <CompareLink id={id} from={before(line)} to={line} />,
        },
      ]}
    />
  );
}

function CompareLink({ id, from, to }: { id: string; from: VersionLine | undefined; to: VersionLine }) {
  if (from === undefined) return <span className="text-faint">the first</span>;
  return (
    <Link className="link" href={`/protocols/${id}/compare/${from.hash}/${to.hash}`}>
      against {from.version}
    </Link>
  );
}

const acts: Record<RecordLine["act"], string> = {
  drafted: "uploaded a draft",
  proposed: "proposed it for publishing",
  published: "published it",
  withdrawn: "withdrew the draft",
  shipped: "published it as shipped",
};

function Record({ record }: { record: RecordLine[] }) {
  return (
    <Table
      caption="Who did what to this protocol"
      items={record}
      keyOf={({ id }) => id}
      empty={<p className="text-s text-soft">Nothing was done to it since its record is kept.</p>}
      columns={[
        { id: "at", title: "When", cell: ({ at }) => <Time value={at} show="both" /> },
        { id: "act", title: "What", isRowHeader: true, cell: ({ by, act }) => `${by} ${acts[act]}` },
        { id: "version", title: "Version", cell: ({ version }) => version },
        {
          id: "hash",
          title: "Digest",
          hideOnPhone: true,
          cell: ({ hash }) => <Digest value={hash} canCopy={false} />,
        },
      ]}
    />
  );
}
