import type { EnrolmentRef, Proof } from "../incident/events/decision.ts";
import type { IncidentState } from "../incident/state.ts";
import { type Refusal, refuse } from "../refusal.ts";

/** A key as a log names it before it signs there, with the entry of the passkeys' log that enrolled it. */
export type SignerKey = {
  credentialId: string;
  publicKeyCose: string;
  algorithm: number;
  enrolment?: EnrolmentRef;
  label: string;
};

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

/** One public key is one credential's in a log: under a second one nobody could tell who of the two signed. */
export function keyOfAnother(
  { signers }: Pick<IncidentState, "signers">,
  { publicKeyCose }: { publicKeyCose: string },
): { ok: false; refusal: Refusal } | null {
  if (signers.every((signer) => signer.publicKeyCose !== publicKeyCose)) return null;
  return refuse(
    "conflict",
    null,
    "This log knows the key of this passkey as another's. Revoke it in Settings and add another.",
  );
}
