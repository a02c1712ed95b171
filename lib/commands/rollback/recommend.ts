import { z } from "zod";
import { decideRecommendation } from "#lib/domain/incident/decide/rollback.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecommendRollback = z.object({
  plan: z.string().min(1),
  reason: Words.trim().min(3, "Say why you recommend it."),
});

export const recommendRollback = incidentCommand({
  name: "recommend-rollback",
  input: RecommendRollback,
  decide: ({ state, pack, input, circumstances }) => decideRecommendation(state, pack, input, circumstances),
});
