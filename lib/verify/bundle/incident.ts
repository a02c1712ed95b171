import { type Act, readActs } from "./acts.ts";
import { filesNamed } from "./evidence.ts";
import type { Report } from "./findings.ts";
import { follow } from "./follow.ts";
import type { Followed, Log, Reading, Sealed } from "./followed.ts";
import type { History, OpenDecision } from "./history.ts";
import { readJson } from "./json.ts";
import { recordMarkdown } from "./reading.ts";
import { statementOfRecord } from "./records.ts";
import { PackPart } from "./shapes.ts";

/** An incident's log: what it pins and names, and what it comes to. */
export function readIncidentLog({ stream, entries }: Log, report: Report): Reading {
  const acts = readActs(entries, report);
  const packHash = pinnedIn(acts);
  return {
    packHash,
    files: filesIn(acts),
    follow: (bytes) => {
      const pack = readJson(bytes, PackPart);
      if (pack === null || packHash === null) return null;
      const hashes = entries.map(({ hash }) => hash);
      return followedOf(follow(acts, { stream, packHash, pack, hashes }, report));
    },
  };
}

function pinnedIn([first]: Act[]): string | null {
  return first?.type === "IncidentDeclared" && first.seq === 1 ? first.facts.packHash : null;
}

/** What was handed in as words has no file. */
const filesIn = (acts: readonly Act[]) =>
  filesNamed(acts, (act) =>
    act.type === "EvidenceHandedIn" && act.facts.media !== undefined ? [act.facts] : [],
  );

const followedOf = (history: History): Followed => ({
  signers: history.signers,
  proofs: history.proofs,
  sealed: [...history.decisions.values()].flatMap((decision) => sealedOf(history, decision)),
});

function sealedOf(history: History, decision: OpenDecision): Sealed[] {
  const { id, packet, sealed, verdicts } = decision;
  if (sealed === null) return [];
  const { outcome, go, cause } = sealed.facts;
  const given = [...verdicts.values()].map(({ facts: { party, person, answer, proof, signedAt } }) => ({
    party,
    person,
    answer,
    means: proof.method,
    signedAt,
  }));
  const said = { decision: id, question: packet.question, outcome, go, cause, validUntil: null };
  return [
    {
      summary: { ...said, entry: sealed.seq, sealedAt: sealed.occurredAt, verdicts: given },
      name: id,
      statement: statementOfRecord(history.stream, sealed),
      markdown: (names) => recordMarkdown(history, decision, sealed, names),
    },
  ];
}
