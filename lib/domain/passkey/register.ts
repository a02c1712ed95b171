import { accept, type Outcome, refuse } from "../refusal.ts";
import { evolveAdmission } from "./admission.ts";
import type { LoggedPasskeyEvent, NewPasskeyEvent } from "./events.ts";
import type { EnrolledKey, Register } from "./key.ts";

/** What the passkeys' log says of keys, entry by entry: the first enrolment of a credential stays, whatever comes after. */
export function evolveRegister(register: Register, event: LoggedPasskeyEvent): Register {
  const { credentialId, person } = event.facts;
  switch (event.type) {
    case "PasskeyEnrolled": {
      if (register.some((key) => key.credentialId === credentialId)) return register;
      const { publicKeyCose, algorithm } = event.facts;
      const place = { seq: event.seq, entryHash: event.hash, admitted: [], revokedSeq: null };
      return [...register, { credentialId, person, publicKeyCose, algorithm, ...place }];
    }
    case "SignerAdmitted":
      return evolveAdmission(register, event);
    case "PasskeyRevoked":
      return register.map((key) =>
        key.credentialId === credentialId && key.person === person
          ? { ...key, revokedSeq: key.revokedSeq ?? event.seq }
          : key,
      );
  }
}

type NewKey = Pick<EnrolledKey, "credentialId" | "person" | "publicKeyCose" | "algorithm"> & {
  party: string | null;
  label: string;
};

/** One public key is one person's, under one credential, for good: also once it was revoked. */
export function decidePasskeyEnrolment(
  register: Register,
  { label, ...key }: NewKey,
): Outcome<NewPasskeyEvent[]> {
  const { credentialId, publicKeyCose, person } = key;
  const isKnown = register.some(
    (other) => other.credentialId === credentialId || other.publicKeyCose === publicKeyCose,
  );
  if (isKnown) return keyIsTaken();
  const known = register.some((other) => other.person === person) ? "account" : "invitation";
  return accept([{ type: "PasskeyEnrolled", facts: { ...key, known }, text: { label } }]);
}

export const keyIsTaken = () =>
  refuse(
    "conflict",
    null,
    "The key of this passkey was enrolled before, by you or by somebody else. One key is one person's, for good: make another passkey.",
  );

/** A revocation is said once, of a key that was enrolled; of any other there is nothing to take back. */
export function decidePasskeyRevocation(
  register: Register,
  { credentialId, person }: Pick<EnrolledKey, "credentialId" | "person">,
): NewPasskeyEvent[] {
  const key = register.find((one) => one.credentialId === credentialId && one.person === person);
  if (key === undefined || key.revokedSeq !== null) return [];
  return [{ type: "PasskeyRevoked", facts: { person, credentialId }, text: {} }];
}

/** A passkey as the table beside the log keeps it. */
export type KeptKey = {
  credentialId: string;
  personId: string;
  publicKeyCose: string;
  algorithm: number;
  label: string;
};

const another = "Revoke it in Settings, Security, and add another.";

/** A passkey signs only as the passkeys' log enrolled it: what the table of keys says otherwise is refused by name. */
export function asEnrolledKey(register: Register, kept: KeptKey): Outcome<EnrolledKey> {
  const { credentialId, label } = kept;
  const key = register.find((one) => one.credentialId === credentialId);
  if (key === undefined)
    return refuse(
      "unauthorised",
      null,
      `No entry of the passkeys' log enrolled the passkey “${label}”, so it signs nothing. ${another}`,
    );
  if (key.person !== kept.personId)
    return refuse(
      "unauthorised",
      null,
      `Entry ${key.seq} of the passkeys' log enrolled the passkey “${label}” for somebody else, so it signs nothing. ${another}`,
    );
  if (key.publicKeyCose !== kept.publicKeyCose || key.algorithm !== kept.algorithm)
    return refuse(
      "unauthorised",
      null,
      `The passkey “${label}” has another key than entry ${key.seq} of the passkeys' log enrolled: it was changed where keys are kept, so it signs nothing. Say so to whoever runs this console. ${another}`,
    );
  if (key.revokedSeq !== null)
    return refuse(
      "unauthorised",
      null,
      `The passkey “${label}” was revoked by entry ${key.revokedSeq} of the passkeys' log, so it signs nothing. ${another}`,
    );
  return accept(key);
}
