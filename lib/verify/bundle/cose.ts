import { hexOf } from "#lib/platform/bytes.ts";
import type { PublicKey } from "#lib/platform/checking/public-key.ts";

type Read = { value: number | Uint8Array; next: number };
const kinds = { unsigned: 0, negative: 1, bytes: 2, map: 5 } as const;

/** Reads the little of CBOR (RFC 8949) that a public key is made of; null for anything else. */
function itemAt(bytes: Uint8Array, at: number): (Read & { kind: number }) | null {
  const first = bytes[at];
  if (first === undefined) return null;
  const [kind, small] = [first >> 5, first & 31];
  const width = small < 24 ? 0 : small === 24 ? 1 : small === 25 ? 2 : -1;
  if (width < 0 || at + 1 + width > bytes.length) return null;
  const next = at + 1 + width;
  const length = width === 0 ? small : Number.parseInt(hexOf(bytes.subarray(at + 1, next)), 16);
  if (kind === kinds.unsigned || kind === kinds.map) return { kind, value: length, next };
  if (kind === kinds.negative) return { kind, value: -1 - length, next };
  if (kind !== kinds.bytes || next + length > bytes.length) return null;
  return { kind, value: bytes.subarray(next, next + length), next: next + length };
}

function mapIn(bytes: Uint8Array): Map<number, number | Uint8Array> | null {
  const head = itemAt(bytes, 0);
  if (head?.kind !== kinds.map) return null;
  const entries = new Map<number, number | Uint8Array>();
  let at = head.next;
  for (let index = 0; index < Number(head.value); index += 1) {
    const name = itemAt(bytes, at);
    const value = name === null ? null : itemAt(bytes, name.next);
    if (name === null || value === null || typeof name.value !== "number") return null;
    if (value.kind === kinds.map || name.kind === kinds.map || entries.has(name.value)) return null;
    entries.set(name.value, value.value);
    at = value.next;
  }
  return at === bytes.length ? entries : null;
}

// P-256: y^2 = x^3 - 3x + b modulo p.
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

function isOnCurve(left: Uint8Array, right: Uint8Array): boolean {
  const [x, y] = [BigInt(`0x${hexOf(left)}`), BigInt(`0x${hexOf(right)}`)];
  return x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n;
}

// In bytes: 2048 bits are the least that RFC 8812 allows, and of more than 8192 a check would take long.
const rsa = { modulus: [256, 1024], exponent: [1, 8] } as const;

/** A number that is written without a zero before it, in so many bytes. */
const isNumberOf = (
  bytes: Uint8Array | null,
  [least, most]: readonly [number, number],
): bytes is Uint8Array => bytes !== null && bytes.length >= least && bytes.length <= most && bytes[0] !== 0;

/** The key that an authenticator gave (COSE, RFC 9053), by its parameters' numbers; null where it is not one we know. */
export function passkeyOf(cose: Uint8Array): PublicKey | null {
  const map = mapIn(cose);
  const bytesAt = (name: number, length?: number) => {
    const value = map?.get(name);
    return value instanceof Uint8Array && (length === undefined || value.length === length) ? value : null;
  };
  // Its size too: a name that nobody asks for could make two readers take two keys for one.
  const kind = `${map?.get(1)} ${map?.get(3)} ${map?.size}`;
  if (kind === "2 -7 5" && map?.get(-1) === 1) {
    const [x, y] = [bytesAt(-2, 32), bytesAt(-3, 32)];
    return x === null || y === null || !isOnCurve(x, y) ? null : { algorithm: -7, x, y };
  }
  if (kind === "1 -8 4" && map?.get(-1) === 6) {
    const x = bytesAt(-2, 32);
    return x === null ? null : { algorithm: -8, x };
  }
  if (kind !== "3 -257 4") return null;
  const [n, e] = [bytesAt(-1), bytesAt(-2)];
  return isNumberOf(n, rsa.modulus) && isNumberOf(e, rsa.exponent) ? { algorithm: -257, n, e } : null;
}
