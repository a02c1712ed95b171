import { z } from "zod";
import { decideApproval } from "#lib/domain/incident/decide/run.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const AnswerApproval = z.object({
  run: Id,
  answer: z.enum(["approved", "refused"]),
  reason: Words.default(""),
});

export const answerApproval = incidentCommand({
  name: "answer-approval",
  input: AnswerApproval,
  decide: ({ state, pack, input, circumstances }) => decideApproval(state, pack, input, circumstances),
});
