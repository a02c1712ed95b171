import { createPublicKey, hash, verify } from "node:crypto";
import { type PublicKey, spkiOf } from "./public-key.ts";

/** SHA-256 of a string's UTF-8 bytes or of bytes, in lower-case hexadecimal. */
export const sha256 = (input: string | Uint8Array): string => hash("sha256", input, "hex");

/** Whether the signature over these bytes is the key's. What is no signature or no key is none; nothing throws. */
export function isSigned(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    const made = createPublicKey({ key: Buffer.from(spkiOf(key)), type: "spki", format: "der" });
    return verify(key.algorithm === -8 ? null : "sha256", bytes, made, signature);
  } catch {
    return false;
  }
}
