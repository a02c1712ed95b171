import { z } from "zod";
import { decideStepStart } from "#lib/domain/incident/decide/step.ts";
import { Id } from "#lib/domain/incident/events/shapes.ts";
import { accept } from "#lib/domain/refusal.ts";
import { holdsLease } from "#lib/store/leases.ts";
import { incidentCommand } from "../incident-command.ts";

export const StartStep = z.object({ run: Id, worker: z.string().min(1), epoch: z.number().int().positive() });

/**
 * The worker's: the intent, committed before anything runs. The lease is asked in the same transaction, because a
 * worker that slept past it may not begin what nobody would notice it began.
 */
export const startStep = incidentCommand({
  name: "start-step",
  input: StartStep,
  decide: async ({ tx, state, input, circumstances }) => {
    const decided = decideStepStart(state, input, circumstances);
    if (!decided.ok || decided.value.length === 0) return decided;
    return (await holdsLease(tx, input.run, input.epoch)) ? decided : accept([]);
  },
});
