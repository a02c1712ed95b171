import { Panel } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import type { DecisionView } from "#lib/queries/decision.ts";

/** The values that the packet binds, each as it will stand in what is signed. */
export function WhatYouSign({ decision }: { decision: DecisionView }) {
  const { packet, head } = decision;
  const rows: [string, string][] = [
    ["Incident", packet.incident],
    ["Protocol", `${packet.pack.id} ${packet.pack.version}`],
    ["Severity", packet.severity],
    ...Object.entries(packet.baseline).map(([name, value]): [string, string] => [
      `Baseline ${name}`,
      value.length > 20 ? value.slice(0, 12) : value,
    ]),
    ["Rollback run", packet.run === null ? "none" : packet.run.state],
    ["Evidence", `${packet.evidence.length} items, by digest`],
    ...(decision.sealed === null
      ? [["Log head now", `entry ${head.seq}, ${head.hash.slice(0, 12)}`] as [string, string]]
      : []),
  ];
  return (
    <Panel title="What you sign" aside={<Digest value={decision.packetDigest} what="packet's digest" />}>
      <dl className="divide-y divide-line text-s">
        {rows.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4 py-1.5">
            <dt className="text-soft">{name}</dt>
            <dd className="figures break-all text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
