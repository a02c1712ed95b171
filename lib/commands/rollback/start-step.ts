import { z } from "zod";
import { decideStepStart } from "#lib/domain/incident/decide/step.ts";
import { Id } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const StartStep = z.object({ run: Id, worker: z.string().min(1), epoch: z.number().int().positive() });

/** The worker's: the intent, committed before anything runs. */
export const startStep = incidentCommand({
  name: "start-step",
  input: StartStep,
  decide: ({ state, input, circumstances }) => decideStepStart(state, input, circumstances),
});
