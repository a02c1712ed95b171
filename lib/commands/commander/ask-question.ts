import { z } from "zod";
import { decideQuestion } from "#lib/domain/incident/decide/question.ts";
import { QuestionAddressee, QuestionSubject } from "#lib/domain/incident/events/command.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { newId } from "#lib/platform/ids.ts";
import { incidentCommand } from "../incident-command.ts";

export const AskQuestion = z.object({
  about: QuestionSubject,
  to: QuestionAddressee,
  words: Words.trim().min(1, "Write what you need to know."),
});

export const askQuestion = incidentCommand({
  name: "ask-question",
  input: AskQuestion,
  decide: ({ state, pack, input, circumstances }) =>
    decideQuestion(state, pack, { ...input, question: newId() }, circumstances),
});
