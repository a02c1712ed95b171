import { decideVerdict } from "#lib/domain/checkpoint/decide/verdict.ts";
import { CheckpointAnswer } from "#lib/domain/checkpoint/events.ts";
import { CheckpointStatement } from "#lib/domain/checkpoint/packet.ts";
import { prepareProof, proveSignature, SignedInput } from "../signing/proof.ts";
import { checkpointCommand } from "./checkpoint-command.ts";
import { checkpointSigningPurpose } from "./open-signing.ts";

export const SignCheckpointVerdict = SignedInput;

/** Records one side's answer, once what was shown, the signature and the state agree; the last one seals the question. */
export const signCheckpointVerdict = checkpointCommand({
  name: "sign-checkpoint-verdict",
  input: SignCheckpointVerdict,
  prepare: ({ context, input }) => prepareProof(context.actor.id, input.by),
  decide: async ({ tx, state, pack, input, circumstances, prepared }) => {
    const asked = {
      state,
      personId: circumstances.actor.id,
      purpose: checkpointSigningPurpose,
      input,
      prepared,
    };
    const proven = await proveSignature(tx, asked);
    if (!proven.ok) return proven;
    const { kept, shown, proof } = proven.value;
    // The statement is the one that was kept here when it was shown, so it says which question it answers, and how.
    const { packet, answer, logHead, nonce } = CheckpointStatement.parse(JSON.parse(shown));
    const draft = {
      question: packet.question.id,
      answer: CheckpointAnswer.parse(answer),
      remediation: kept.remediationPlan ?? "",
    };
    const signed = { ...draft, logHead, nonce, shownDigest: input.shownDigest, proof };
    return decideVerdict(state, pack, signed, circumstances);
  },
});
