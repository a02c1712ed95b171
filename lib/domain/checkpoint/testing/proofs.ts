import type { Proof } from "../../incident/events/decision.ts";

/** Of somebody without a passkey. */
export const attested: Proof = { method: "server-attested", checked: ["password", "one-time-code"] };

/** A key of a person; a higher number is one that they added later. */
export const keyOf = (person: string, number = 0) => ({
  credentialId: `credential ${number} of ${person}`,
  publicKeyCose: `key ${number} of ${person}`,
  algorithm: -7,
});

/** A proof as it is once a passkey's signature was checked. */
export const byPasskey = (key: ReturnType<typeof keyOf>, enrolledBy: string | null): Proof => ({
  method: "passkey",
  ...key,
  authenticatorData: "data",
  clientDataJson: "data",
  signature: "signature",
  rpId: "holdpoint.test",
  origin: "https://holdpoint.test",
  counter: 0,
  enrolledBy,
});
