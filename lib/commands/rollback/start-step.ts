import { z } from "zod";
import { decideStepStart } from "#lib/domain/incident/decide/step.ts";
import { Id } from "#lib/domain/incident/events/shapes.ts";
import { accept } from "#lib/domain/refusal.ts";
import { findRun } from "#lib/domain/rollback/run.ts";
import { holdsLease } from "#lib/store/leases.ts";
import { incidentCommand } from "../incident-command.ts";
import { frozenByOthers } from "./frozen-by-others.ts";

export const StartStep = z.object({
  run: Id,
  worker: z.string().min(1),
  epoch: z.number().int().positive(),
  /** The step that the lease was taken for; without it the next one. */
  step: z.string().optional(),
});

/**
 * The worker's: the intent, committed before anything runs. The lease is asked in the same transaction, because a
 * worker that slept past it may not begin what nobody would notice it began.
 */
export const startStep = incidentCommand({
  name: "start-step",
  input: StartStep,
  decide: async ({ tx, state, input, circumstances }) => {
    const frozenBy = await frozenByOthers(tx, state, input.run);
    const decided = decideStepStart(state, { ...input, frozenBy }, circumstances);
    const begun = decided.ok ? decided.value[0] : undefined;
    if (begun?.type !== "StepStarted") return decided;
    const { run: runId, step, epoch } = begun.facts;
    const lane = findRun(state, runId)?.steps.find(({ id }) => id === step)?.lane ?? "";
    return (await holdsLease(tx, { runId, lane, epoch })) ? decided : accept([]);
  },
});
