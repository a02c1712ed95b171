import { commandsLeft } from "#lib/domain/checkpoint/decide/pipeline.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import type { RanView } from "./checkpoint-view.ts";

/** What a pipeline ran for a criterion last; null where somebody reported it by hand. */
export function ranOf(state: CheckpointState, pack: CheckpointPack, subject: string): RanView | null {
  const pipeline = state.reports[subject]?.pipeline;
  if (pipeline === undefined) return null;
  const { repository, branch, commit, isClean } = pipeline.run;
  const { id, bytes } = pipeline.file;
  const missing = commandsLeft(state.covered[subject], pack.runs[subject]?.commands ?? [], pipeline.run);
  return { file: { id, bytes }, exitCode: pipeline.exitCode, repository, branch, commit, isClean, missing };
}
