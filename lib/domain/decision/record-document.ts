import { z } from "zod";
import type { Packet } from "../incident/events/decision.ts";
import { Sha256 } from "../incident/events/shapes.ts";
import { type RecordDocument, type RecordRow, row } from "../record/document.ts";
import { DeputyFor } from "./deputy-events.ts";
import type { SealedRecord, SealedVerdict } from "./statement.ts";

/** What the record names by id or digest alone, and what the log has beside it. */
export type DecisionNames = {
  person: (id: string) => string;
  party: (id: string) => string;
  answer: (id: string) => string;
  evidence: (requirement: string) => string;
  /** The words of a digest, where the log still has them. */
  words: (digest: string) => string | null;
  /** When a party's verdict was signed; null where the log does not say. */
  signedAt: (party: string) => string | null;
  sealedAt: string;
};

/** Why two verdicts came to what was sealed, in words. */
export const verdictCauses: Record<SealedRecord["cause"], string> = {
  "same-answer": "both sides gave the same answer",
  "unequal-answers": "the sides answered differently, and any NO-GO wins",
};

/** A sealed decision as a document to be read (MKC-6): made of the record, with names for its ids. */
export function decisionDocument(record: SealedRecord, names: DecisionNames): RecordDocument {
  const { packet, outcome, go } = record;
  return {
    title: packet.question,
    outcome: names.answer(outcome),
    isGo: go,
    sections: [
      { title: "Decision", rows: decisionRows(record, names) },
      { title: "Verdicts", rows: record.verdicts.flatMap((verdict) => verdictRows(verdict, names)) },
      {
        title: "Criteria",
        rows: packet.criteria.map(({ title, rule, holds }) =>
          row(title, holds ? "holds" : "does not hold", rule),
        ),
      },
      { title: "Baseline", rows: Object.entries(packet.baseline).map(([name, value]) => row(name, value)) },
      { title: "Evidence", rows: packet.evidence.map((item) => evidenceRow(item, names)) },
      {
        title: "Residual risk",
        rows: [row("What remains", wordsOf(packet.residualRiskDigest, names))],
      },
    ].filter(({ rows }) => rows.length > 0),
  };
}

function decisionRows({ packet, packetDigest, cause, go }: SealedRecord, names: DecisionNames): RecordRow[] {
  const { incident, pack, severity, run } = packet;
  return [
    row("Incident", incident),
    row("Outcome", go ? "GO" : "NO-GO"),
    row("Cause", verdictCauses[cause]),
    row("Sealed at (UTC)", names.sealedAt),
    row("Protocol", `${pack.id} ${pack.version}, ${pack.hash}`),
    row("Severity", severity),
    row("Rollback run", run === null ? "none" : `${run.state}, plan ${run.planDigest}`),
    row("Packet's digest", packetDigest),
  ];
}

/** What was written, or that it is gone; its digest is left. */
export const wordsOf = (digest: string, { words }: Pick<DecisionNames, "words">): string =>
  words(digest) ?? `redacted; words of the digest ${digest}`;

const Said = z.object({ deputyFor: DeputyFor.optional(), remediationPlanDigest: Sha256.nullable() });

/** What a verdict's statement says beside the packet; nothing where its characters are no statement. */
export function saidIn(statement: string): z.infer<typeof Said> {
  try {
    return Said.parse(JSON.parse(statement));
  } catch {
    return { remediationPlanDigest: null };
  }
}

const Means = z.object({ method: z.string(), credentialId: z.string().optional() });

function verdictRows(verdict: SealedVerdict, names: DecisionNames): RecordRow[] {
  const { party, person, answer, statement, statementDigest } = verdict;
  const { deputyFor, remediationPlanDigest: plan } = saidIn(statement);
  const { method, credentialId } = Means.parse(verdict.proof);
  const side = names.party(party);
  const said = [
    deputyFor === undefined ? null : `as deputy for ${names.person(deputyFor.person)}`,
    credentialId === undefined ? method : `${method} ${credentialId}`,
    names.signedAt(party),
    `statement ${statementDigest}`,
  ].filter((one) => one !== null);
  const signed = row(side, `${names.answer(answer)}. ${[names.person(person), ...said].join(", ")}`);
  return plan === null ? [signed] : [signed, row(`${side}, what has to be mended`, wordsOf(plan, names))];
}

function evidenceRow(
  { requirement, sha256, source }: Packet["evidence"][number],
  names: DecisionNames,
): RecordRow {
  const by = source === "console" ? "run by the console" : "handed in";
  return row(names.evidence(requirement), `${by}, SHA-256 ${sha256}`);
}
