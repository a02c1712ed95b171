import { RuleLink } from "#components/incident/rule-link.tsx";
import type { CheckpointPacket } from "#lib/domain/checkpoint/packet.ts";

type Line = { id: string; label: string; words: string; rule: string | null };

const linesOf = (packet: CheckpointPacket): { title: string; lines: Line[] }[] => [
  {
    title: "Locked values",
    lines: packet.baseline.map(({ name, title, locked, seen }) => ({
      id: name,
      label: title,
      words: seen === locked ? locked : `${locked}, seen as ${seen ?? "nothing"}`,
      rule: null,
    })),
  },
  { title: "Criteria", lines: packet.criteria.map(judgedLine) },
  { title: "Validation runs", lines: packet.runs.map(judgedLine) },
  {
    title: "NO-GO criteria",
    lines: packet.noGo.map(({ id, title, rule, stands }) => ({
      id,
      label: title,
      words: stands ? "blocks" : "clear",
      rule,
    })),
  },
  {
    title: "Abort triggers",
    lines: packet.aborts.map(({ id, title, rule, pulled }) => ({
      id,
      label: title,
      words: pulled ? "pulled" : "not seen",
      rule,
    })),
  },
  {
    title: "Written by the sides",
    lines: packet.written.map(({ id, title, rule, digest }) => ({
      id,
      label: title,
      words: digest === null ? "not written" : `words ${digest.slice(0, 12)}`,
      rule,
    })),
  },
];

type Judged = CheckpointPacket["criteria"][number] & Partial<Pick<CheckpointPacket["runs"][number], "ran">>;

function judgedLine({
  id,
  title,
  rule,
  holds,
  proof,
  value,
  ran,
}: Omit<Judged, "value"> & Partial<Judged>): Line {
  const said = [
    holds ? "holds" : "does not hold",
    value ?? null,
    ran === null && proof !== null ? "by hand" : null,
    ran == null ? null : `${ran.repository} ${ran.branch} at ${ran.commit?.slice(0, 12)}`,
    proof === null ? null : `proof ${proof.slice(0, 12)}`,
  ];
  return { id, label: title, words: said.filter((one) => one !== null).join(", "), rule };
}

/** A packet as a person reads it: made of the very text that is signed, and of nothing else. */
export function PacketInWords({ packet }: { packet: CheckpointPacket }) {
  const { service, pack, checkpoint, question } = packet;
  return (
    <section aria-label="What you sign" className="grid gap-2 text-s">
      <p>
        {question.title} {checkpoint}, {pack.id} {pack.version}, on {service.name} {service.environment}.
      </p>
      {linesOf(packet)
        .filter(({ lines }) => lines.length > 0)
        .map(({ title, lines }) => (
          <details key={title} open={title === "Locked values"}>
            <summary className="cursor-pointer font-medium">
              {title} <span className="text-faint">{lines.length}</span>
            </summary>
            <dl className="divide-y divide-line">
              {lines.map(({ id, label, words, rule }) => (
                <div key={id} className="flex justify-between gap-4 py-1.5">
                  <dt className="text-soft">
                    {label} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
                  </dt>
                  <dd className="figures break-all text-right">{words}</dd>
                </div>
              ))}
            </dl>
          </details>
        ))}
    </section>
  );
}
