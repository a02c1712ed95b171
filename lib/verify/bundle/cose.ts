import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";

export type PasskeyKey = { key: KeyObject; algorithm: number };

type Read = { value: number | Buffer; next: number };
const kinds = { unsigned: 0, negative: 1, bytes: 2, map: 5 } as const;

/** Reads the little of CBOR (RFC 8949) that a public key is made of; null for anything else. */
function itemAt(bytes: Buffer, at: number): (Read & { kind: number }) | null {
  const first = bytes[at];
  if (first === undefined) return null;
  const [kind, small] = [first >> 5, first & 31];
  const width = small < 24 ? 0 : small === 24 ? 1 : small === 25 ? 2 : -1;
  if (width < 0 || at + 1 + width > bytes.length) return null;
  const length = width === 0 ? small : bytes.readUIntBE(at + 1, width);
  const next = at + 1 + width;
  if (kind === kinds.unsigned || kind === kinds.map) return { kind, value: length, next };
  if (kind === kinds.negative) return { kind, value: -1 - length, next };
  if (kind !== kinds.bytes || next + length > bytes.length) return null;
  return { kind, value: bytes.subarray(next, next + length), next: next + length };
}

function mapIn(bytes: Buffer): Map<number, number | Buffer> | null {
  const head = itemAt(bytes, 0);
  if (head?.kind !== kinds.map) return null;
  const entries = new Map<number, number | Buffer>();
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

/** COSE (RFC 9053): the parameters by their numbers, for the three algorithms that the console enrols. */
function jwkOf(map: Map<number, number | Buffer>): JsonWebKey | null {
  const text = (name: number, length?: number) => {
    const value = map.get(name);
    const fits = Buffer.isBuffer(value) && (length === undefined || value.length === length);
    return fits ? value.toString("base64url") : null;
  };
  const kind = `${map.get(1)} ${map.get(3)}`;
  if (kind === "2 -7" && map.get(-1) === 1) {
    const [x, y] = [text(-2, 32), text(-3, 32)];
    return x === null || y === null ? null : { kty: "EC", crv: "P-256", x, y };
  }
  if (kind === "1 -8" && map.get(-1) === 6) {
    const x = text(-2, 32);
    return x === null ? null : { kty: "OKP", crv: "Ed25519", x };
  }
  if (kind !== "3 -257") return null;
  const [n, e] = [text(-1), text(-2)];
  return n === null || e === null ? null : { kty: "RSA", n, e };
}

/** The key that an authenticator gave (COSE), ready to check a signature with; null where it is not one we know. */
export function passkeyOf(cose: Buffer): PasskeyKey | null {
  const map = mapIn(cose);
  const jwk = map === null ? null : jwkOf(map);
  if (map === null || jwk === null) return null;
  try {
    return { key: createPublicKey({ key: jwk, format: "jwk" }), algorithm: Number(map.get(3)) };
  } catch {
    return null;
  }
}

export const spkiOf = ({ key }: PasskeyKey): Buffer => key.export({ type: "spki", format: "der" });
