import { z } from "zod";
import { decideAnsweringBack } from "#lib/domain/checkpoint/decide/asking.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

export const AnswerBack = z.object({
  asked: z.number().int().positive(),
  words: Words.trim().min(1, "Write the answer."),
});

/** The answer to what was asked back. */
export const answerBack = checkpointCommand({
  name: "answer-back",
  input: AnswerBack,
  decide: ({ state, pack, input, circumstances }) => decideAnsweringBack(state, pack, input, circumstances),
});
