import { z } from "zod";
import { decisionDocument } from "#lib/domain/decision/record-document.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { type Act, type ActOf, readActs } from "./acts.ts";
import { filesNamed } from "./evidence.ts";
import type { Report } from "./findings.ts";
import { follow } from "./follow.ts";
import type { Followed, Log, Reading, Sealed } from "./followed.ts";
import type { History, OpenDecision } from "./history.ts";
import { readJson } from "./json.ts";
import { markdownOf, type Names, nameOf } from "./reading.ts";
import { statementOfRecord } from "./records.ts";
import { PackPart } from "./shapes.ts";

type Words = ReadonlyMap<string, string>;

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
      return followedOf(follow(acts, { stream, packHash, pack, hashes }, report), wordsIn(acts));
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

const Written = z.union([
  z.object({ residualRisk: z.string() }).transform(({ residualRisk }) => residualRisk),
  z.object({ remediationPlan: z.string() }).transform(({ remediationPlan }) => remediationPlan),
]);

/** What the proposer and the signers wrote, by its digest. */
const wordsIn = (acts: readonly Act[]): Words =>
  new Map(
    acts.flatMap((act): [string, string][] => {
      if (act.type !== "DecisionProposed" && act.type !== "VerdictSigned") return [];
      const words = readJson(act.words ?? "", Written);
      return words === null ? [] : [[digestOf(words), words]];
    }),
  );

const followedOf = (history: History, words: Words): Followed => ({
  signers: history.signers,
  proofs: history.proofs,
  sealed: [...history.decisions.values()].flatMap((decision) => sealedOf(history, decision, words)),
});

function sealedOf(history: History, decision: OpenDecision, words: Words): Sealed[] {
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
  const said = {
    decision: id,
    question: packet.question,
    outcome,
    go,
    cause,
    validUntil: null,
    takenBackBy: null,
  };
  return [
    {
      summary: { ...said, entry: sealed.seq, sealedAt: sealed.occurredAt, verdicts: given },
      name: id,
      statement: statementOfRecord(history.stream, sealed),
      markdown: (names) => textOf(history.stream, { decision, sealed, words, names }),
    },
  ];
}

type ToRead = { decision: OpenDecision; sealed: ActOf<"DecisionSealed">; words: Words; names: Names };

/** A sealed decision as a document for people, with the protocol's own names of what it decides on. */
function textOf(stream: string, { decision, sealed, words, names }: ToRead): string {
  const { packet, packetDigest, verdicts } = decision;
  const { outcome, go, cause, recordDigest } = sealed.facts;
  const given = [...verdicts.values()].map(({ facts }) => facts);
  const said = { packet, packetDigest, outcome, go, cause, verdicts: given };
  const document = decisionDocument(
    { schema: "holdpoint-record-v1", ...said },
    {
      person: (id) => nameOf(names, id),
      ...{ party: asItIs, answer: asItIs, evidence: asItIs },
      words: (digest) => words.get(digest) ?? null,
      signedAt: (party) => verdicts.get(party)?.facts.signedAt ?? null,
      sealedAt: sealed.occurredAt,
    },
  );
  return markdownOf(document, { stream, entry: sealed.seq, recordDigest });
}

const asItIs = (id: string): string => id;
