"use server";

import { defineAction } from "#app/_action/define-action.ts";
import { AnswerByLink, answerByLink } from "#lib/commands/calling/answer-by-link.ts";

export const answerByLinkAction = defineAction({
  name: "answer-by-link",
  openTo: "anyone",
  input: AnswerByLink,
  run: (_, input, { idempotencyKey }) => answerByLink(idempotencyKey, input),
});
