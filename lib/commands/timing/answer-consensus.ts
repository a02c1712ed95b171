import { z } from "zod";
import { decideConsensus } from "#lib/domain/incident/decide/schedule.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const AnswerConsensus = z.object({
  role: z.string().min(1),
  answer: z.enum(["agreed", "refused"]),
  reason: Words.trim(),
});

/** One role's word on the schedule; a refusal says why, so that the next proposal can be better. */
export const answerConsensus = incidentCommand({
  name: "answer-consensus",
  input: AnswerConsensus,
  decide: ({ state, pack, input, circumstances }) => decideConsensus(state, pack, input, circumstances),
});
