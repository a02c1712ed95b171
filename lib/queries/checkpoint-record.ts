import { mayReadThis, namedDeputies } from "#lib/domain/checkpoint/read.ts";
import { recordDocument, sealingCauses } from "#lib/domain/checkpoint/record-document.ts";
import type { CheckpointRecord } from "#lib/domain/checkpoint/sealing.ts";
import { deputyIn } from "#lib/domain/decision/deputy-events.ts";
import { checkpointStream } from "#lib/domain/record/streams.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { type CheckpointEntry, readCheckpointEntries, stateOfEntries } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { findPersons } from "#lib/store/people.ts";
import { nameOfSealing } from "#lib/verify/bundle/checkpoint/records.ts";
import type { CheckpointReader } from "./checkpoints.ts";
import type { SealedRecordView } from "./sealed-record-view.ts";
import { readSigned } from "./signed-record.ts";

/** The record that an entry sealed, as a document; null where there is none or it is not the reader's to see. */
export async function readCheckpointRecord(
  reference: string,
  seq: number,
  reader: CheckpointReader,
): Promise<SealedRecordView | null> {
  const entries = await readCheckpointEntries(reference);
  const state = stateOfEntries(entries);
  const sealing = state?.sealings.find((one) => one.seq === seq);
  if (state === null || sealing === undefined) return null;
  const pack = await checkpointPackByHash(state.pack.hash);
  if (!mayReadThis(namedDeputies(state), pack, reader)) return null;
  const record: CheckpointRecord = JSON.parse(sealing.record);
  const signers = record.verdicts.flatMap(({ person, statement }) =>
    [person, deputyIn(statement)?.person ?? []].flat(),
  );
  const [people, signed] = await Promise.all([
    findPersons(signers),
    readSigned(checkpointStream(reference), nameOfSealing(sealing)),
  ]);
  const document = recordDocument(record, {
    person: (id) => people.find((one) => one.id === id)?.name ?? id,
    party: (id) => pack.parties[id]?.title ?? id,
    role: (id) => pack.roles[id]?.title ?? id,
    words: (digest) => wordsThatWere(entries, digest),
    cause: sealingCauses[sealing.cause],
    later: state.sealings.find((one) => one.question === sealing.question && one.seq > seq),
  });
  const { record: exactly, recordDigest } = sealing;
  return { reference, seq, rules: { packId: pack.id }, document, record: exactly, recordDigest, signed };
}

/** The words whose digest the record holds: what was written later is another text. */
const wordsThatWere = (entries: CheckpointEntry[], digest: string): string | null =>
  entries.flatMap(writtenWith).find((words) => digestOf(words) === digest) ?? null;

function writtenWith({ event, text }: CheckpointEntry): string[] {
  if (text === null) return [];
  if (event.type === "RecordPartWritten" && "words" in text) return [text.words];
  return event.type === "VerdictSigned" && "remediation" in text ? [text.remediation] : [];
}
