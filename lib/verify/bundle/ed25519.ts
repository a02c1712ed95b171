import { isSigned } from "#checking";
import { fromBase64, hexOf, toBase64 } from "#lib/platform/bytes.ts";
import { spkiOf } from "#lib/platform/checking/public-key.ts";
import { sha256 } from "#lib/platform/digest.ts";

/** A console's public key: SPKI in DER, and the id that envelopes name it by, SHA-256 of that in hexadecimal. */
export type ConsoleKey = { id: string; spki: Uint8Array };

const keyLength = 32;
const inKey = (spki: Uint8Array) => ({ algorithm: -8 as const, x: spki.subarray(-keyLength) });

/** The key that these bytes are, or null where they are no Ed25519 key in SPKI. */
export function consoleKey(spki: Uint8Array): ConsoleKey | null {
  const isOne = spki.length > keyLength && hexOf(spkiOf(inKey(spki))) === hexOf(spki);
  return isOne ? { id: sha256(spki), spki } : null;
}

export const isSignedBy = ({ spki }: ConsoleKey, bytes: Uint8Array, signature: Uint8Array): boolean =>
  isSigned(inKey(spki), bytes, signature);

/** The one way in which a bundle writes a public key as PEM. */
export function pemOf(spki: Uint8Array): string {
  const lines = toBase64(spki).match(/.{1,64}/g) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join("\n")}\n-----END PUBLIC KEY-----\n`;
}

/** The bytes of a PEM that is written so, or null. */
export function spkiOfPem(pem: string): Uint8Array | null {
  const body = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PUBLIC KEY-----\n$/.exec(pem)?.[1];
  const spki = body === undefined ? null : fromBase64(body.replaceAll("\n", ""));
  return spki !== null && pemOf(spki) === pem ? spki : null;
}
