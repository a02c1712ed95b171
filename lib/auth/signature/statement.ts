import { hash } from "node:crypto";

const domainPrefix = "holdpoint-statement-v1\n";

/** The bytes that an authenticator signs for a statement. The prefix keeps them from meaning anything elsewhere. */
export function challengeFor(statement: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash("sha256", domainPrefix + statement, "buffer"));
}

export const toBase64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, "base64url"));
