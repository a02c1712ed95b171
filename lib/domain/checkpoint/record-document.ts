import { saidIn, verdictCauses, wordsOf } from "../decision/record-document.ts";
import { type RecordDocument, type RecordRow, row } from "../record/document.ts";
import type { SealingCause } from "./events.ts";
import type { CheckpointRecord } from "./sealing.ts";

/** Why a question was sealed as it was, in words. */
export const sealingCauses: Record<SealingCause, string> = {
  ...verdictCauses,
  "baseline-moved": "a locked value moved",
  "abort-trigger": "an abort trigger was pulled",
};

/** What the record names by id or digest alone: people, sides, and the words that were digested. */
export type RecordNames = {
  person: (id: string) => string;
  party: (id: string) => string;
  role: (id: string) => string;
  /** The words of a digest, where the log still has them. */
  words: (digest: string) => string | null;
  cause: string;
  /** The sealing that took this one back, where there is one. */
  later: { seq: number; at: string; cause: SealingCause } | undefined;
};

const methods: Record<string, string> = { passkey: "passkey", "server-attested": "server-attested" };

/** A sealed question as a document to be read (MKD-8): made of the record alone, with names for its ids. */
export function recordDocument(record: CheckpointRecord, names: RecordNames): RecordDocument {
  const { packet, outcome } = record;
  const { question } = packet;
  return {
    title: question.title,
    outcome: outcome === "go" ? question.go : question.noGo,
    isGo: outcome === "go",
    takenBack: names.later && {
      entry: names.later.seq,
      words: `Taken back by entry ${names.later.seq} at ${names.later.at}: ${sealingCauses[names.later.cause]}.`,
    },
    sections: [
      { title: "Decision", rows: decisionRows(record, names) },
      { title: "Verdicts", rows: verdictRows(record, names) },
      {
        title: "Locked values",
        rows: packet.baseline.map(({ title, locked, seen }) =>
          row(title, seen === locked ? locked : `${locked}, seen as ${seen ?? "nothing"}`),
        ),
      },
      { title: "Criteria", rows: packet.criteria.map(judgedRow) },
      { title: "Validation runs", rows: packet.runs.map(judgedRow) },
      {
        title: "NO-GO criteria",
        rows: packet.noGo.map(({ title, stands, rule }) => row(title, stands ? "blocks" : "clear", rule)),
      },
      {
        title: "Abort triggers",
        rows: packet.aborts.map(({ title, pulled, rule }) =>
          row(title, pulled ? "pulled" : "not seen", rule),
        ),
      },
      { title: "Written by the sides", rows: packet.written.map((part) => writtenRow(part, names)) },
    ].filter(({ rows }) => rows.length > 0),
  };
}

function decisionRows({ packet, because, ...record }: CheckpointRecord, { cause }: RecordNames): RecordRow[] {
  const { checkpoint, service, pack } = packet;
  return [
    row("Checkpoint", checkpoint),
    row("Service", `${service.name}, ${service.environment}`),
    row("Protocol", `${pack.id} ${pack.version}, ${pack.hash}`),
    row("Decided at (UTC)", record.sealedAt),
    row("Cause", cause),
    ...because.map(({ title, rule }) => row("Because", title, rule)),
    ...(record.outcome === "go"
      ? [row("Valid until (UTC)", record.validUntil ?? "the checkpoint ends")]
      : []),
    ...(record.takesBack === null ? [] : [row("Takes back the record", record.takesBack)]),
    row("Packet's digest", record.packetDigest),
  ];
}

function verdictRows({ packet, verdicts }: CheckpointRecord, names: RecordNames): RecordRow[] {
  if (verdicts.length === 0) return [row("Signed by", "nobody: the console sealed it by itself")];
  return verdicts.flatMap(({ party, person, answer, statementDigest, statement, proof }) => {
    const { method } = proof as { method: string };
    const said = answer === "go" ? packet.question.go : packet.question.noGo;
    const how = methods[method] ?? method;
    const { deputyFor, remediationPlanDigest: plan } = saidIn(statement);
    const by = `${names.person(person)}${deputyFor === undefined ? "" : `, as deputy for ${names.person(deputyFor.person)}`}`;
    const side = names.party(party);
    return [
      row(side, `${said}. ${by}, ${how}, statement ${statementDigest}`),
      ...(plan === null ? [] : [row(`${side}, what has to be mended`, wordsOf(plan, names))]),
    ];
  });
}

type Packet = CheckpointRecord["packet"];
type Judged = Pick<Packet["criteria"][number], "title" | "rule" | "holds" | "proof"> &
  Partial<Pick<Packet["runs"][number], "ran">>;

/** A run that was shown without a pipeline was reported by hand; of a criterion the packet has no place of it. */
function judgedRow({ title, rule, holds, proof, ran }: Judged): RecordRow {
  const byHand = ran === null && proof !== null ? ", by hand" : "";
  const place =
    ran == null ? byHand : `, ${ran.repository} ${ran.branch} at ${ran.commit}, output ${ran.output}`;
  const shown = proof === null ? "" : `, proof ${proof}`;
  return row(title, `${holds ? "holds" : "does not hold"}${place}${shown}`, rule);
}

type Written = Packet["written"][number];

function writtenRow({ title, rule, owner, digest }: Written, names: RecordNames): RecordRow {
  if (digest === null) return row(title, "not written", rule);
  const by = owner === null ? "" : ` (${names.role(owner)})`;
  return row(title, `${wordsOf(digest, names)}${by}`, rule);
}
