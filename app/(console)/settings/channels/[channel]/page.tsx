import { Send } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { Panel } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { toneText } from "#components/ui/tone.ts";
import { requireViewer } from "#lib/auth/session/index.ts";
import { type AttemptLine, readChannel } from "#lib/queries/channels.ts";
import { outcomeWords } from "../_components/last-try.tsx";
import { TestButton } from "../_components/test-button.tsx";

export const metadata: Metadata = { title: "Attempts" };

export default async function AttemptsPage({ params }: { params: Promise<{ channel: string }> }) {
  const viewer = await requireViewer();
  const { channel: id } = await params;
  const channel = await readChannel(viewer, id);
  if (channel === null) notFound();
  return (
    <Page
      title={channel.title}
      above={
        <Link className="link" href="/settings/channels">
          Channels
        </Link>
      }
      description="What was sent by it, the newest first, and what it said. The last hundred are kept here; what concerns an incident stands in its record."
      actions={<TestButton channel={id} name={channel.title} />}
    >
      <Panel title="Attempts" aside={channel.attempts.length === 0 ? undefined : channel.attempts.length}>
        <Table
          caption={`Attempts by ${channel.title}`}
          columns={columns}
          items={channel.attempts}
          keyOf={({ id: attempt }) => attempt}
          empty={
            <EmptyState title="Nothing yet" icon={Send}>
              Nothing was sent by this channel so far. Send a test.
            </EmptyState>
          }
        />
      </Panel>
    </Page>
  );
}

const purposes: Record<AttemptLine["purpose"], string> = {
  notice: "Notice",
  escalation: "Escalation",
  news: "News of a rollback",
  page: "Call",
  test: "Test",
};

const columns: readonly Column<AttemptLine>[] = [
  {
    id: "at",
    title: "When",
    isRowHeader: true,
    cell: ({ at }) => <Time value={at} show="both" />,
  },
  {
    id: "for",
    title: "For",
    cell: ({ purpose, reference }) => (
      <>
        {purposes[purpose]}
        {reference === null ? null : (
          <>
            {" "}
            <Link className="link figures" href={`/incidents/${reference}`}>
              {reference}
            </Link>
          </>
        )}
      </>
    ),
  },
  {
    id: "said",
    title: "What it said",
    cell: ({ outcome, said }) => (
      <>
        <span className={`font-semibold ${toneText[outcomeWords[outcome].tone]}`}>
          {outcomeWords[outcome].word}
        </span>
        <span className="block break-words text-soft">{said}</span>
      </>
    ),
  },
  {
    id: "took",
    title: "Took",
    align: "end",
    hideOnPhone: true,
    cell: ({ durationMs }) => <span className="figures">{durationMs} ms</span>,
  },
];
