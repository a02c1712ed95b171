import { Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { readCheckpointProtocols } from "#lib/queries/checkpoint-protocols.ts";
import { type DraftLine, readOpenDrafts } from "#lib/queries/protocol-drafts.ts";
import { type ProtocolLine, readProtocols } from "#lib/queries/protocols.ts";

export const metadata: Metadata = { title: "Protocols" };

export default async function ProtocolsPage() {
  const viewer = await requireViewer();
  const [protocols, drafts] = await Promise.all([readProtocols(), readOpenDrafts()]);
  return (
    <Page
      title="Protocols"
      description="How incidents of a kind are run: who is told what by when, who may do what, what has to be proven. Every incident follows one."
      actions={viewer.isAdministrator ? <UploadLink /> : null}
    >
      <Drafts drafts={drafts} />
      {protocols.length === 0 ? (
        <EmptyState title="No protocol is published">
          Those that the console ships are published when it starts.
        </EmptyState>
      ) : (
        <ul className="grid gap-2.5 md:grid-cols-2">
          {protocols.map((protocol) => (
            <li key={protocol.id}>
              <ProtocolCard protocol={protocol} />
            </li>
          ))}
        </ul>
      )}
      <Checkpoints packs={readCheckpointProtocols()} />
    </Page>
  );
}

const UploadLink = () => (
  <ButtonLink href="/protocols/upload">
    <Upload aria-hidden className="size-4" /> Upload a protocol
  </ButtonLink>
);

function Drafts({ drafts }: { drafts: readonly DraftLine[] }) {
  if (drafts.length === 0) return null;
  return (
    <Panel title="Drafts" aside="nobody follows them yet">
      <Card>
        <ul>
          {drafts.map(({ id, packId, version, owner, createdAt, proposedAt }) => (
            <Row
              key={id}
              as="li"
              end={
                proposedAt === null ? (
                  <Badge>with its owner</Badge>
                ) : (
                  <Badge tone="risk">waits for a second person</Badge>
                )
              }
            >
              <span>
                <Link className="link" href={`/protocols/drafts/${id}`}>
                  {packId} {version}
                </Link>{" "}
                <span className="text-soft">
                  by {owner}, <Time value={createdAt} show="both" className="font-sans!" />
                </span>
              </span>
            </Row>
          ))}
        </ul>
      </Card>
    </Panel>
  );
}

/** What is decided before a change, beside what is done after one went wrong. */
function Checkpoints({ packs }: { packs: readonly CheckpointPack[] }) {
  return (
    <Panel title="Checkpoints" className="mt-6">
      <ul className="grid gap-2.5 md:grid-cols-2">
        {packs.map(({ id, version, title, summary, source }) => (
          <li key={id}>
            <Card className="relative h-full px-4 py-3.5 hover:border-line-strong">
              <h3 className="font-semibold text-l">
                <Link href={`/protocols/${id}`} className="after:absolute after:inset-0 hover:underline">
                  {title}
                </Link>{" "}
                <span className="figures font-normal text-faint text-s">{version}</span>
              </h3>
              <p className="mt-1 text-soft">{summary}</p>
              <p className="mt-2 text-faint text-s">After {source}</p>
            </Card>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const counted = (amount: number, what: string) => `${amount} ${what}${amount === 1 ? "" : "s"}`;

function ProtocolCard({ protocol }: { protocol: ProtocolLine }) {
  const { id, version, title, summary, source, publishedAt, triggers, clocks, notices, gates } = protocol;
  const counts = [
    counted(triggers, "trigger"),
    counted(clocks, "clock"),
    counted(notices, "notice"),
    ...(gates === 0 ? [] : [counted(gates, "joint decision")]),
  ];
  return (
    <Card className="relative h-full px-4 py-3.5 hover:border-line-strong">
      <h2 className="font-semibold text-l">
        <Link href={`/protocols/${id}`} className="after:absolute after:inset-0 hover:underline">
          {title}
        </Link>{" "}
        <span className="figures font-normal text-faint text-s">{version}</span>
      </h2>
      <p className="mt-1 text-soft">{summary}</p>
      <p className="mt-2 text-s text-soft">{counts.join(" · ")}</p>
      <p className="mt-0.5 text-faint text-s">
        After {source}; published <Time value={publishedAt} show="date" className="font-sans!" />
      </p>
    </Card>
  );
}
