import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { type ProtocolLine, readProtocols } from "#lib/queries/protocols.ts";

export const metadata: Metadata = { title: "Protocols" };

export default async function ProtocolsPage() {
  await requireViewer();
  const protocols = await readProtocols();
  return (
    <Page
      title="Protocols"
      description="How incidents of a kind are run: who is told what by when, who may do what, what has to be proven. Every incident follows one."
    >
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
    </Page>
  );
}

function ProtocolCard({ protocol }: { protocol: ProtocolLine }) {
  const { id, version, title, summary, source, publishedAt, triggers, clocks, notices, gates } = protocol;
  const counts = [
    `${triggers} triggers`,
    `${clocks} clocks`,
    `${notices} notices`,
    ...(gates === 0 ? [] : [gates === 1 ? "one joint decision" : `${gates} joint decisions`]),
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
