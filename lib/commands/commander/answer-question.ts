import { z } from "zod";
import { decideAnswer } from "#lib/domain/incident/decide/question.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const AnswerQuestion = z.object({
  question: Id,
  answer: Words.trim().min(1, "Write the answer."),
});

export const answerQuestion = incidentCommand({
  name: "answer-question",
  input: AnswerQuestion,
  decide: ({ state, pack, input, circumstances }) => decideAnswer(state, pack, input, circumstances),
});
