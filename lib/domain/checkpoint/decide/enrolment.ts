import { keyOfAnother, type SignerKey } from "../../decision/as-enrolled.ts";
import { accept } from "../../refusal.ts";
import type { CheckpointPack } from "../pack.ts";
import type { CheckpointState } from "../state.ts";
import { asOpenSigner } from "./signer.ts";
import type { CheckpointCircumstances, CheckpointDecided } from "./who.ts";

/** A side's signer names a key in the log before it signs there (MKD-8.8); one that is named already changes nothing. */
export function decideSigner(
  state: CheckpointState,
  pack: CheckpointPack,
  { label, ...key }: SignerKey,
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const speaker = asOpenSigner(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  if (state.signers.some(({ credentialId }) => credentialId === key.credentialId)) return accept([]);
  const foreign = keyOfAnother(state, key);
  if (foreign !== null) return foreign;
  const { id: person, party } = speaker.value;
  return accept([{ type: "SignerEnrolled", facts: { person, party, ...key }, text: { label } }]);
}
