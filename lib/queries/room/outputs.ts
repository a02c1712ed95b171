import type { IncidentState } from "#lib/domain/incident/state.ts";
import { latestRun } from "#lib/domain/rollback/run.ts";
import { readOutputTail } from "#lib/store/step-output.ts";
import type { StepOutput } from "./view.ts";

export const keptChunks = 100;

/** The end of what each step of the latest run has printed so far. */
export async function readOutputs(state: IncidentState): Promise<StepOutput[]> {
  const run = latestRun(state);
  const begun = run?.steps.filter((step) => step.attempt > 0) ?? [];
  const tails = await Promise.all(
    begun.map(({ id: step, attempt }) =>
      readOutputTail({ runId: run?.run ?? "", step, attempt }, keptChunks),
    ),
  );
  return tails
    .flat()
    .map(({ runId, step, attempt, chunk, text }) => ({ run: runId, step, attempt, chunk, text }));
}
