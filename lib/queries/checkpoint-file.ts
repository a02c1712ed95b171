import { mayReadThis, namedDeputies } from "#lib/domain/checkpoint/read.ts";
import { type CheckpointEntry, readCheckpointEntries, stateOfEntries } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import type { CheckpointReader } from "./checkpoints.ts";
import type { EvidenceFile } from "./evidence-file.ts";

/** The file that came with a report, by a pipeline or by hand; null where there is none or its words are gone. */
export function fileOf({ event, text }: CheckpointEntry): (EvidenceFile & { id: string }) | null {
  if (event.type !== "CriterionReported" || text === null) return null;
  const { file, pipeline } = event.facts;
  if (file !== undefined) return { ...file, name: "name" in text ? (text.name ?? file.id) : file.id };
  return pipeline === undefined ? null : { ...pipeline.file, name: "output.txt" };
}

/** A file of a checkpoint, to those who may read the checkpoint; null to everybody else. */
export async function findCheckpointFile(
  reader: CheckpointReader,
  reference: string,
  id: string,
): Promise<EvidenceFile | null> {
  const entries = await readCheckpointEntries(reference);
  const state = stateOfEntries(entries);
  if (state === null) return null;
  if (!mayReadThis(namedDeputies(state), await checkpointPackByHash(state.pack.hash), reader)) return null;
  return entries.map(fileOf).find((file) => file?.id === id) ?? null;
}
