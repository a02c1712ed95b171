import { mayReadRoom, type Reader } from "#lib/domain/authority/read.ts";
import { deputyIn } from "#lib/domain/decision/deputy-events.ts";
import { type DecisionNames, decisionDocument } from "#lib/domain/decision/record-document.ts";
import type { SealedRecord } from "#lib/domain/decision/statement.ts";
import type { DecisionState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPersons } from "#lib/store/people.ts";
import type { SealedRecordView } from "./sealed-record-view.ts";
import { readSigned } from "./signed-record.ts";

/** The decision that an entry of an incident sealed, as a document; null where there is none or the room is not the reader's. */
export async function readDecisionRecord(
  reference: string,
  seq: number,
  reader: Reader,
): Promise<SealedRecordView | null> {
  const incident = await readIncident(reference);
  const decision = incident?.state.decisions.find(({ sealed }) => sealed?.seq === seq);
  if (incident === null || !decision?.sealed || !mayReadRoom(incident.state.participants, reader))
    return null;
  const { hash } = incident.state.pack;
  const { record: exactly, recordDigest, at } = decision.sealed;
  const record: SealedRecord = JSON.parse(exactly);
  const [pack, people, words, signed] = await Promise.all([
    packByHash(hash),
    findPersons(
      record.verdicts.flatMap(({ person, statement }) => [person, deputyIn(statement)?.person ?? []].flat()),
    ),
    wordsOf(reference, decision),
    readSigned(reference, decision.decision),
  ]);
  const document = decisionDocument(record, {
    ...namesIn(pack, decision),
    person: (id) => people.find((one) => one.id === id)?.name ?? id,
    words: (digest) => words.get(digest) ?? null,
    signedAt: (party) => decision.verdicts[party]?.signedAt ?? null,
    sealedAt: at,
  });
  const rules = { packId: pack.id, hash };
  return { reference, seq, rules, document, record: exactly, recordDigest, signed };
}

function namesIn(
  { gates, parties, evidence }: ProtocolPack,
  { gate }: DecisionState,
): Pick<DecisionNames, "party" | "answer" | "evidence"> {
  return {
    party: (id) => parties[id]?.title ?? id,
    answer: (id) => gates[gate]?.answers.find((answer) => answer.id === id)?.label ?? id,
    evidence: (requirement) => evidence[requirement]?.title ?? requirement,
  };
}

/** What the proposer and the signers wrote, by its digest: what was redacted is not there. */
async function wordsOf(
  reference: string,
  { proposedSeq, verdicts }: DecisionState,
): Promise<Map<string, string>> {
  const [proposal, ...given] = await Promise.all([
    readEntryText(reference, proposedSeq, "DecisionProposed"),
    ...Object.values(verdicts).map(({ seq }) => readEntryText(reference, seq, "VerdictSigned")),
  ]);
  const written = [proposal?.residualRisk, ...given.map((text) => text?.remediationPlan)];
  return new Map(
    written.flatMap((words) => (words === undefined ? [] : [[digestOf(words), words] as const])),
  );
}
