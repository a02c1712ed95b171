import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { sha256 } from "#lib/platform/crypto.ts";

/** A console's public key: SPKI in DER, and the id that envelopes name it by, SHA-256 of that in hexadecimal. */
export type ConsoleKey = { id: string; spki: Uint8Array };

// RFC 8410: the twelve bytes before the thirty-two of every Ed25519 key in SPKI.
const prefix = Buffer.from("302a300506032b6570032100", "hex");
const spkiLength = prefix.length + 32;

/** The key that these bytes are, or null where they are no Ed25519 key in SPKI. */
export function consoleKey(spki: Uint8Array): ConsoleKey | null {
  const isOne = spki.length === spkiLength && prefix.equals(spki.subarray(0, prefix.length));
  return isOne ? { id: sha256(spki), spki } : null;
}

export const publicKeyOf = (privateKey: KeyObject): ConsoleKey => {
  const key = consoleKey(createPublicKey(privateKey).export({ type: "spki", format: "der" }));
  if (key === null) throw new TypeError("the key is no Ed25519 key");
  return key;
};

export const signBytes = (privateKey: KeyObject, bytes: Uint8Array): Buffer => sign(null, bytes, privateKey);

export function isSignedBy({ spki }: ConsoleKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), type: "spki", format: "der" });
    return verify(null, bytes, key, signature);
  } catch {
    return false;
  }
}

/** The one way in which a bundle writes a public key as PEM. */
export function pemOf(spki: Uint8Array): string {
  const lines =
    Buffer.from(spki)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join("\n")}\n-----END PUBLIC KEY-----\n`;
}

/** The bytes of a PEM that is written so, or null. */
export function spkiOfPem(pem: string): Uint8Array | null {
  const body = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PUBLIC KEY-----\n$/.exec(pem)?.[1];
  if (body === undefined) return null;
  const spki = Buffer.from(body.replaceAll("\n", ""), "base64");
  return pemOf(spki) === pem ? spki : null;
}
