import { z } from "zod";
import { attestationStatement, mayAttest } from "#lib/domain/incident/decide/attestation.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept } from "#lib/domain/refusal.ts";
import { digestOf } from "#lib/platform/digest.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid, Reference } from "../incident-command.ts";
import type { OpenedSigning } from "../signing/open.ts";
import { openOnIncident } from "../signing/open-on-incident.ts";

export const OpenAttestation = z.object({
  reference: Reference,
  attestation: z.string().min(1),
  reason: Words.trim().default(""),
});

export const attestingPurpose = "sign-attestation";

/** The sentence that a role signs for, as a statement of this incident, for one signature within five minutes. */
export async function openAttestation(
  context: CommandContext,
  raw: z.input<typeof OpenAttestation>,
): CommandResult<OpenedSigning> {
  const parsed = readInput(OpenAttestation, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { reference, ...draft } = parsed.data;
  return openOnIncident(context, {
    reference,
    purpose: attestingPurpose,
    keep: { answer: draft.attestation, remediationPlan: draft.reason },
    statementOf: ({ state, pack, circumstances }, anchor) => {
      const allowed = mayAttest(state, pack, draft.attestation, circumstances);
      return allowed.ok
        ? accept(attestationStatement(state, allowed.value, draft, anchor, digestOf))
        : allowed;
    },
  });
}
