import { z } from "zod";
import { decideStepDoubt } from "#lib/domain/incident/decide/step.ts";
import { Id, Instant } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const DoubtStep = z.object({
  run: Id,
  step: z.string(),
  attempt: z.number().int().positive(),
  epoch: z.number().int().positive(),
  lastHeardAt: Instant,
});

/** The worker's sweep: a lease ended and no outcome came. */
export const doubtStep = incidentCommand({
  name: "doubt-step",
  input: DoubtStep,
  decide: ({ state, input, circumstances }) => decideStepDoubt(state, input, circumstances),
});
