import { z } from "zod";
import { decideAttestation } from "#lib/domain/checkpoint/decide/report.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

export const AttestCriterion = z.object({
  criterion: z.string().min(1),
  reason: Words.trim().min(3, "Say what you looked at."),
});

/** A named role's own word on what no check can show. */
export const attestCriterion = checkpointCommand({
  name: "attest-criterion",
  input: AttestCriterion,
  decide: ({ state, pack, input, circumstances }) => decideAttestation(state, pack, input, circumstances),
});
