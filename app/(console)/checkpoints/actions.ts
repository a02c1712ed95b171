"use server";

import type { z } from "zod";
import type { Viewer } from "#lib/auth/session/viewer.ts";
import { AnswerBack, answerBack } from "#lib/commands/checkpoint/answer-back.ts";
import { AskBack, askBack } from "#lib/commands/checkpoint/ask-back.ts";
import { AttestCriterion, attestCriterion } from "#lib/commands/checkpoint/attest-criterion.ts";
import { CheckpointReference } from "#lib/commands/checkpoint/checkpoint-command.ts";
import { CloseCheckpoint, closeCheckpoint } from "#lib/commands/checkpoint/close.ts";
import { endCheckpointDeputy } from "#lib/commands/checkpoint/end-deputy.ts";
import { nameCheckpointDeputy } from "#lib/commands/checkpoint/name-deputy.ts";
import { ObserveBaseline, observeBaseline } from "#lib/commands/checkpoint/observe-baseline.ts";
import { OpenCheckpoint, openCheckpoint } from "#lib/commands/checkpoint/open.ts";
import { OpenCheckpointSigning, openCheckpointSigning } from "#lib/commands/checkpoint/open-signing.ts";
import { ReportCriterion, reportCriterion } from "#lib/commands/checkpoint/report-criterion.ts";
import { SignCheckpointVerdict, signCheckpointVerdict } from "#lib/commands/checkpoint/sign-verdict.ts";
import { TriggerAbort, triggerAbort } from "#lib/commands/checkpoint/trigger-abort.ts";
import { WriteRecord, writeRecord } from "#lib/commands/checkpoint/write-record.ts";
import type { CommandContext, CommandResult } from "#lib/commands/context.ts";
import { EndDeputy } from "#lib/commands/decision/end-deputy.ts";
import { NameDeputy } from "#lib/commands/decision/name-deputy.ts";
import { defineAction } from "../../_action/define-action.ts";

type Command<S extends z.ZodObject> = (
  context: CommandContext,
  input: z.input<S> & { reference: string },
) => CommandResult;

/** What a checkpoint's action is made of: the command's own input with the checkpoint it is about, and the command. */
const verb = <S extends z.ZodObject>(name: string, input: S, command: Command<S>) => ({
  name,
  input: input.extend({ reference: CheckpointReference }),
  run: (viewer: Viewer, parsed: unknown, { idempotencyKey }: { idempotencyKey: string }) =>
    command(
      { actor: { kind: "person", id: viewer.personId }, idempotencyKey },
      // Parsed by the schema above, whose output the command's own schema accepts again.
      parsed as z.input<S> & { reference: string },
    ),
});

export const openCheckpointAction = defineAction({
  name: "open-checkpoint",
  input: OpenCheckpoint,
  run: ({ personId }, input, { idempotencyKey }) =>
    openCheckpoint({ actor: { kind: "person", id: personId }, idempotencyKey }, input),
});
export const reportCriterionAction = defineAction(verb("report-criterion", ReportCriterion, reportCriterion));
export const attestCriterionAction = defineAction(verb("attest-criterion", AttestCriterion, attestCriterion));
export const triggerAbortAction = defineAction(verb("trigger-abort", TriggerAbort, triggerAbort));
export const observeBaselineAction = defineAction(verb("observe-baseline", ObserveBaseline, observeBaseline));
export const writeRecordAction = defineAction(verb("write-record", WriteRecord, writeRecord));
export const askBackAction = defineAction(verb("ask-back", AskBack, askBack));
export const answerBackAction = defineAction(verb("answer-back", AnswerBack, answerBack));
export const nameDeputyAction = defineAction(verb("name-deputy", NameDeputy, nameCheckpointDeputy));
export const endDeputyAction = defineAction(verb("end-deputy", EndDeputy, endCheckpointDeputy));
export const openSigningAction = defineAction({
  name: "open-checkpoint-signing",
  input: OpenCheckpointSigning,
  run: ({ personId }, input, { idempotencyKey }) =>
    openCheckpointSigning({ actor: { kind: "person", id: personId }, idempotencyKey }, input),
});
export const signVerdictAction = defineAction(
  verb("sign-checkpoint-verdict", SignCheckpointVerdict, signCheckpointVerdict),
);
export const closeCheckpointAction = defineAction(verb("close-checkpoint", CloseCheckpoint, closeCheckpoint));
