import { isoCBOR } from "@simplewebauthn/server/helpers";
import { passkeyOf } from "#lib/verify/bundle/cose.ts";

// CTAP2's order of names: 1, 3, then -1, -2, -3.
const place = (name: number) => (name < 0 ? 1_000 - name : name);

function isCanonical(cose: Uint8Array<ArrayBuffer>): boolean {
  const map = isoCBOR.decodeFirst<Map<number, number | Uint8Array<ArrayBuffer>>>(cose);
  const sorted = new Map([...map].sort(([one], [other]) => place(one) - place(other)));
  return Buffer.from(isoCBOR.encode(sorted)).equals(cose);
}

/**
 * The algorithm of an authenticator's public key; null where the offline verifiers cannot read the key, or where it is
 * written in another order than the standard's: one key has one form, so that nobody enrols it a second time.
 */
export function algorithmOf(cose: Uint8Array<ArrayBuffer>): number | null {
  const key = passkeyOf(cose);
  return key !== null && isCanonical(cose) ? key.algorithm : null;
}
