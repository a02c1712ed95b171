import { bytesToHex } from "@noble/hashes/utils.js";
import { withoutZeros } from "./public-key.ts";

// RFC 8017, 9.2: SHA-256 by its name, before the digest.
const digestInfo = [0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20];
const shortestPadding = 8;
/** What OpenSSL bounds, so that nobody's key keeps a verifier busy: the modulus, and the exponent of a long one. */
const most = { modulusBits: 16_384, longBits: 3_072, exponentBits: 64 } as const;

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x0${bytesToHex(bytes)}`);

const bitsOf = (number: bigint): number => (number === 0n ? 0 : number.toString(2).length);

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (const bit of exponent.toString(2).split("").reverse()) {
    if (bit === "1") result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2.2): the whole padded block is written and compared, nothing is parsed. */
export function isRsaSigned(
  key: { n: Uint8Array; e: Uint8Array },
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const [n, e, s] = [numberOf(key.n), numberOf(key.e), numberOf(signature)];
  const size = withoutZeros(key.n).length;
  const bits = bitsOf(n);
  const isKey = n % 2n === 1n && e < n && bits <= most.modulusBits;
  if (!isKey || (bits > most.longBits && bitsOf(e) > most.exponentBits)) return false;
  const padding = size - 3 - digestInfo.length - digest.length;
  if (padding < shortestPadding || signature.length !== size || s >= n) return false;
  const block = [0, 1, ...new Array(padding).fill(0xff), 0, ...digestInfo, ...digest];
  return power(s, e, n) === numberOf(Uint8Array.from(block));
}
