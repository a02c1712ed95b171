import { z } from "zod";
import { decideAttestation } from "#lib/domain/incident/decide/attestation.ts";
import { Sha256 } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";
import { prepareProof, proveSignature, SignedInput } from "../signing/proof.ts";
import { attestingPurpose } from "./open-attestation.ts";

export const SignAttestation = SignedInput;

const Anchor = z.object({
  logHead: z.object({ seq: z.number().int().positive(), hash: Sha256 }),
  nonce: z.string(),
});

/** Records what a role signed for, once what was shown, the signature and the state agree. */
export const signAttestation = incidentCommand({
  name: "sign-attestation",
  input: SignAttestation,
  prepare: ({ context, input }) => prepareProof(context.actor.id, input.by),
  decide: async ({ tx, state, pack, input, circumstances, prepared }) => {
    const asked = { state, personId: circumstances.actor.id, purpose: attestingPurpose, input, prepared };
    const proven = await proveSignature(tx, asked);
    if (!proven.ok) return proven;
    const { kept, shown, proof } = proven.value;
    const signed = {
      attestation: kept.answer ?? "",
      reason: kept.remediationPlan ?? "",
      ...Anchor.parse(JSON.parse(shown)),
      shownDigest: input.shownDigest,
      proof,
    };
    return decideAttestation(state, pack, signed, circumstances);
  },
});
