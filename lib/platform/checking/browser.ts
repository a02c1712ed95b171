import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { sha256 as digest, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes } from "@noble/hashes/utils.js";
import type { PublicKey } from "./public-key.ts";
import { isRsaSigned } from "./rsa.ts";

/** SHA-256 of a string's UTF-8 bytes or of bytes, in lower-case hexadecimal. */
export const sha256 = (input: string | Uint8Array): string =>
  bytesToHex(digest(typeof input === "string" ? new TextEncoder().encode(input) : input));

/** Whether the signature over these bytes is the key's. What is no signature or no key is none; nothing throws. */
export function isSigned(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    if (key.algorithm === -8) return isEd25519Signed(key.x, bytes, signature);
    if (key.algorithm === -257) return isRsaSigned(key, digest(bytes), signature);
    const point = concatBytes(Uint8Array.of(4), key.x, key.y);
    return p256.verify(signature, bytes, point, { format: "der", lowS: false });
  } catch {
    return false;
  }
}

const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes.toReversed())}`);

/**
 * RFC 8032 as OpenSSL checks it: no point of small order, without the cofactor, and R by its bytes. The library's own
 * check has the cofactor, and of what only a forger makes two verifiers would then judge differently.
 */
function isEd25519Signed(key: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  const { Point } = ed25519;
  const order = Point.Fn.ORDER;
  const [r, s] = [signature.subarray(0, 32), littleEndian(signature.subarray(32))];
  if (signature.length !== 64 || s >= order) return false;
  const [point, given] = [Point.fromBytes(key, true), Point.fromBytes(r, true)];
  if (point.isSmallOrder() || given.isSmallOrder()) return false;
  const k = littleEndian(sha512(concatBytes(r, key, bytes))) % order;
  const expected = Point.BASE.multiplyUnsafe(s).subtract(point.multiplyUnsafe(k));
  return bytesToHex(expected.toBytes()) === bytesToHex(r);
}
