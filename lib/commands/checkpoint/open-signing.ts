import { z } from "zod";
import { mayAnswer, verdictStatement } from "#lib/domain/checkpoint/decide/verdict.ts";
import { CheckpointAnswer } from "#lib/domain/checkpoint/events.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { readCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { withNames } from "../names.ts";
import { type OpenedSigning, openForSigning } from "../signing/open.ts";
import { CheckpointReference, checkpointCircumstances } from "./checkpoint-command.ts";
import { enrolKey } from "./enrol-key.ts";

export const OpenCheckpointSigning = z.object({
  reference: CheckpointReference,
  question: z.string().min(1),
  answer: CheckpointAnswer,
  remediation: Words.trim().default(""),
});

export const checkpointSigningPurpose = "sign-checkpoint";

/** The statement of one side's answer to one question, for one signature within five minutes. */
export async function openCheckpointSigning(
  context: CommandContext,
  raw: z.input<typeof OpenCheckpointSigning>,
): CommandResult<OpenedSigning> {
  const parsed = readInput(OpenCheckpointSigning, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { reference, ...draft } = parsed.data;
  return openForSigning(context, {
    reference,
    purpose: checkpointSigningPurpose,
    keep: { remediationPlan: draft.remediation },
    enrol: enrolKey,
    statementOf: async (tx, nonce) => {
      const state = await readCheckpoint(reference, tx);
      if (state === null) return refuse("invalid", null, `There is no checkpoint ${reference}.`);
      const pack = await checkpointPackByHash(state.pack.hash, tx);
      const circumstances = await checkpointCircumstances(tx, context.actor, state.service.id);
      const allowed = mayAnswer(state, pack, draft, circumstances);
      if (!allowed.ok) return withNames(tx, allowed);
      const anchor = { logHead: { seq: state.seq, hash: state.head }, nonce };
      return accept(verdictStatement(allowed.value, draft, anchor, digestOf));
    },
  });
}
