import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

const keyFrom = (secret: string) => Buffer.from(hkdfSync("sha256", secret, "", "holdpoint-call-link-v1", 32));

/** What proves that somebody holds the link of a call; made from the console's secret, so nothing is stored. */
export const callToken = (reference: string, call: string, secret: string): string =>
  createHmac("sha256", keyFrom(secret)).update(`${reference}\n${call}`).digest("base64url");

export function isCallToken(token: string, reference: string, call: string, secret: string): boolean {
  const expected = Buffer.from(callToken(reference, call, secret));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
