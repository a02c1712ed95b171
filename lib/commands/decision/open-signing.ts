import { z } from "zod";
import { buildStatement, mayAnswer } from "#lib/domain/incident/decide/decision.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept } from "#lib/domain/refusal.ts";
import { digestOf } from "#lib/platform/digest.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid, Reference } from "../incident-command.ts";
import type { OpenedSigning } from "../signing/open.ts";
import { openOnIncident } from "../signing/open-on-incident.ts";

export const OpenSigning = z.object({
  reference: Reference,
  decision: Id,
  answer: z.string().min(1),
  remediationPlan: Words.trim().default(""),
});

export const signingPurpose = "sign-verdict";

/** The statement of a verdict, for one signature within five minutes. */
export async function openSigning(
  context: CommandContext,
  raw: z.input<typeof OpenSigning>,
): CommandResult<OpenedSigning> {
  const parsed = readInput(OpenSigning, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { reference, ...draft } = parsed.data;
  return openOnIncident(context, {
    reference,
    purpose: signingPurpose,
    keep: draft,
    statementOf: ({ state, pack, circumstances }, anchor) => {
      const allowed = mayAnswer(state, pack, draft, circumstances);
      return allowed.ok ? accept(buildStatement(allowed.value, draft, anchor, digestOf)) : allowed;
    },
  });
}
