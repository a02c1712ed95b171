import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export const randomToken = (bytes = 32): string => randomBytes(bytes).toString("base64url");

const keyFrom = (secret: string) => Buffer.from(hkdfSync("sha256", secret, "", "holdpoint-at-rest-v1", 32));

/** AES-256-GCM under a key derived from the console's secret: `v1.<nonce>.<ciphertext+tag>` in base64url. */
export function encryptAtRest(plain: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFrom(secret), nonce);
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
}

/** The inverse of `encryptAtRest`. Throws when the secret is another one or the text was altered. */
export function decryptAtRest(sealed: string, secret: string): string {
  const [version, nonce, body] = sealed.split(".");
  if (version !== "v1" || nonce === undefined || body === undefined)
    throw new TypeError("not a sealed value");
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", keyFrom(secret), Buffer.from(nonce, "base64url"));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8");
}
