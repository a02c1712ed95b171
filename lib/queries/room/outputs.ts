import type { IncidentState } from "#lib/domain/incident/state.ts";
import { latestRun } from "#lib/domain/rollback/run.ts";
import { type OutputChunk, readOutputTail } from "#lib/store/step-output.ts";
import type { StepOutput } from "./view.ts";

/** A room shows the end of what a step prints; the whole of it has a page of its own. */
export const roomTail = { chunks: 100, characters: 64 * 1024 };

/** The end of what each step of the latest run has printed so far. */
export async function readOutputs(state: IncidentState): Promise<StepOutput[]> {
  const run = latestRun(state);
  const begun = run?.steps.filter((step) => step.attempt > 0) ?? [];
  const tails = await Promise.all(
    begun.map(({ id: step, attempt }) => readOutputTail({ runId: run?.run ?? "", step, attempt }, roomTail)),
  );
  return tails.flat().map(outputOf);
}

export const outputOf = ({ runId, step, attempt, chunk, text, lastLine }: OutputChunk): StepOutput => ({
  run: runId,
  step,
  attempt,
  chunk,
  text,
  lastLine,
});
