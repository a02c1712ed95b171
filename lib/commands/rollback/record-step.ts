import { z } from "zod";
import { decideStepOutcome } from "#lib/domain/incident/decide/step.ts";
import { Id, Sha256, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordStep = z.object({
  run: Id,
  step: z.string(),
  attempt: z.number().int().positive(),
  epoch: z.number().int().positive(),
  durationMs: z.number().nonnegative(),
  exitCode: z.number().int().nullable(),
  outputDigest: Sha256,
  tail: Words,
  result: z.discriminatedUnion("outcome", [
    z.object({ outcome: z.literal("succeeded") }),
    z.object({ outcome: z.literal("asked") }),
    z.object({ outcome: z.literal("failed"), cause: z.enum(["exit", "timed-out", "cancelled", "refused"]) }),
  ]),
});

/** The worker's: the outcome, accepted only from the holder of the attempt's epoch. */
export const recordStep = incidentCommand({
  name: "record-step",
  input: RecordStep,
  decide: ({ state, input: { result, ...address }, circumstances }) =>
    decideStepOutcome(state, { ...address, ...result }, circumstances),
});
