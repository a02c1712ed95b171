"use server";

import { AnswerQuestion, answerQuestion } from "#lib/commands/commander/answer-question.ts";
import { AskQuestion, askQuestion } from "#lib/commands/commander/ask-question.ts";
import { EndDeputy, endDeputy } from "#lib/commands/decision/end-deputy.ts";
import { NameDeputy, nameDeputy } from "#lib/commands/decision/name-deputy.ts";
import { OpenSigning, openSigning } from "#lib/commands/decision/open-signing.ts";
import { SignVerdict, signVerdict } from "#lib/commands/decision/sign.ts";
import { Reference } from "#lib/commands/incident-command.ts";
import { defineAction } from "../../../_action/define-action.ts";

export const openSigningAction = defineAction({
  name: "open-signing",
  input: OpenSigning,
  run: (viewer, input, { idempotencyKey }) =>
    openSigning({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const signVerdictAction = defineAction({
  name: "sign-verdict",
  input: SignVerdict.extend({ reference: Reference }),
  run: (viewer, input, { idempotencyKey }) =>
    signVerdict({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const askBackAction = defineAction({
  name: "ask-question",
  input: AskQuestion.extend({ reference: Reference }),
  run: (viewer, input, { idempotencyKey }) =>
    askQuestion({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const answerBackAction = defineAction({
  name: "answer-question",
  input: AnswerQuestion.extend({ reference: Reference }),
  run: (viewer, input, { idempotencyKey }) =>
    answerQuestion({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const nameDeputyAction = defineAction({
  name: "name-deputy",
  input: NameDeputy.extend({ reference: Reference }),
  run: (viewer, input, { idempotencyKey }) =>
    nameDeputy({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const endDeputyAction = defineAction({
  name: "end-deputy",
  input: EndDeputy.extend({ reference: Reference }),
  run: (viewer, input, { idempotencyKey }) =>
    endDeputy({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
