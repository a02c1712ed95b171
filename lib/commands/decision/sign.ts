import { Statement } from "#lib/domain/decision/statement.ts";
import { decideVerdict } from "#lib/domain/incident/decide/decision.ts";
import { incidentCommand } from "../incident-command.ts";
import { prepareProof, proveSignature, SignedInput } from "../signing/proof.ts";
import { signingPurpose } from "./open-signing.ts";

export const SignVerdict = SignedInput;

/** Records a verdict, once what was shown, the signature and the state agree. */
export const signVerdict = incidentCommand({
  name: "sign-verdict",
  input: SignVerdict,
  prepare: ({ context, input }) => prepareProof(context.actor.id, input.by),
  decide: async ({ tx, state, pack, input, circumstances, prepared }) => {
    const asked = { state, personId: circumstances.actor.id, purpose: signingPurpose, input, prepared };
    const proven = await proveSignature(tx, asked);
    if (!proven.ok) return proven;
    const { kept, shown, proof } = proven.value;
    const { logHead, nonce } = Statement.parse(JSON.parse(shown));
    const draft = {
      decision: kept.decision ?? "",
      answer: kept.answer ?? "",
      remediationPlan: kept.remediationPlan ?? "",
    };
    const signed = { ...draft, logHead, nonce, shownDigest: input.shownDigest, proof };
    return decideVerdict(state, pack, signed, circumstances);
  },
});
