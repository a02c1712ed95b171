import type { Reader } from "#lib/domain/authority/read.ts";
import { readCheckpointRecord } from "./checkpoint-record.ts";
import type { CheckpointReader } from "./checkpoints.ts";
import { readDecisionRecord } from "./decision-record.ts";
import type { SealedRecordView } from "./sealed-record-view.ts";

/** The record that an entry sealed; null where there is none or it is not the reader's to see. */
export const readSealedRecord = (
  reference: string,
  seq: number,
  reader: Reader & CheckpointReader,
): Promise<SealedRecordView | null> =>
  reference.startsWith("CHK-")
    ? readCheckpointRecord(reference, seq, reader)
    : readDecisionRecord(reference, seq, reader);
