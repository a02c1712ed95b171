import { mayReadThis } from "#lib/domain/checkpoint/read.ts";
import { readCheckpointEntries, stateOfEntries } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import type { CheckpointReader } from "./checkpoints.ts";
import type { EvidenceFile } from "./evidence-file.ts";

/** The output of a run that a pipeline handed in, to those who may read the checkpoint; null to everybody else. */
export async function findCheckpointFile(
  reader: CheckpointReader,
  reference: string,
  id: string,
): Promise<EvidenceFile | null> {
  const entries = await readCheckpointEntries(reference);
  const state = stateOfEntries(entries);
  if (state === null) return null;
  if (!mayReadThis(state, await checkpointPackByHash(state.pack.hash), reader)) return null;
  const kept = entries.flatMap(({ event, text }) =>
    event.type === "CriterionReported" && text !== null ? (event.facts.pipeline?.file ?? []) : [],
  );
  const file = kept.find((one) => one.id === id);
  if (file === undefined) return null;
  const { sha256, bytes, media } = file;
  return { sha256, bytes, media, name: "output.txt" };
}
