import { createPublicKey, type KeyObject, sign } from "node:crypto";
import { toBase64, utf8 } from "#lib/platform/bytes.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { type ConsoleKey, consoleKey } from "./ed25519.ts";
import { signedBytes } from "./envelope.ts";

/** The public half of the console's key. */
export const publicKeyOf = (privateKey: KeyObject): ConsoleKey => {
  const key = consoleKey(new Uint8Array(createPublicKey(privateKey).export({ type: "spki", format: "der" })));
  if (key === null) throw new TypeError("the key is no Ed25519 key");
  return key;
};

/** An envelope in canonical form, signed by a console's key. */
export function seal(privateKey: KeyObject, payloadType: string, payload: string): string {
  const bytes = utf8(payload);
  const sig = toBase64(sign(null, signedBytes(payloadType, bytes), privateKey));
  const signatures = [{ keyid: publicKeyOf(privateKey).id, sig }];
  return canonicalJson({ payload: toBase64(bytes), payloadType, signatures });
}
