import type { Proof } from "../incident/events/decision.ts";
import type { IncidentState } from "../incident/state.ts";
import { type Refusal, refuse } from "../refusal.ts";

/** A passkey counts only as the log enrolled it for this person: a key that was swapped where keys are kept signs nothing. */
export function notAsEnrolled(
  { signers }: Pick<IncidentState, "signers">,
  person: string,
  proof: Proof,
): { ok: false; refusal: Refusal } | null {
  if (proof.method !== "passkey") return null;
  const isEnrolled = signers.some(
    (signer) =>
      signer.person === person &&
      signer.credentialId === proof.credentialId &&
      signer.publicKeyCose === proof.publicKeyCose &&
      signer.algorithm === proof.algorithm &&
      signer.entryHash === proof.enrolledBy,
  );
  if (isEnrolled) return null;
  return refuse(
    "unauthorised",
    null,
    "This passkey is not as this log enrolled it. Revoke it in Settings and add another.",
  );
}
