/** A public key by its numbers, named by its COSE algorithm: ES256 on P-256, Ed25519, RS256. */
export type PublicKey =
  | { algorithm: -7; x: Uint8Array; y: Uint8Array }
  | { algorithm: -8; x: Uint8Array }
  | { algorithm: -257; n: Uint8Array; e: Uint8Array };

// What stands before a key's own bytes in SPKI: RFC 5480 with an uncompressed point, RFC 8410, RFC 3279.
const beforePoint = [
  0x30, 0x59, 0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1,
  7, 3, 0x42, 0, 4,
];
const beforeEd25519 = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0];
const rsaAlgorithm = [0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

/** A number without the zeros before it. */
export const withoutZeros = (number: Uint8Array): Uint8Array => {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? new Uint8Array() : number.subarray(first);
};

function inDer(tag: number, content: readonly number[]): number[] {
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  const size = length < 0x100 ? [length] : length < 0x10000 ? [length >> 8, length & 255] : null;
  const sizes = size ?? [length >> 16, (length >> 8) & 255, length & 255];
  return [tag, 0x80 | sizes.length, ...sizes, ...content];
}

function integer(number: Uint8Array): number[] {
  const bytes = withoutZeros(number);
  return inDer(2, (bytes[0] ?? 0x80) < 0x80 ? [...bytes] : [0, ...bytes]);
}

/** The key as SPKI in DER, the one way in which every program reads it. */
export function spkiOf(key: PublicKey): Uint8Array<ArrayBuffer> {
  if (key.algorithm === -7) return Uint8Array.from([...beforePoint, ...key.x, ...key.y]);
  if (key.algorithm === -8) return Uint8Array.from([...beforeEd25519, ...key.x]);
  const numbers = inDer(0x30, [...integer(key.n), ...integer(key.e)]);
  return Uint8Array.from(inDer(0x30, [...rsaAlgorithm, ...inDer(3, [0, ...numbers])]));
}
