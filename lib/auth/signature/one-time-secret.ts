import { Secret, TOTP } from "otpauth";
import { z } from "zod";
import { decryptAtRest, encryptAtRest } from "#lib/platform/crypto.ts";
import { requireSettings, settings } from "#lib/platform/env.ts";
import type { Signer } from "./signer.ts";

const periodInSeconds = 30;
// One step back and one ahead: phones and servers disagree by seconds, and people type slowly.
const toleranceInSteps = 1;

const SealedSecret = z.strictObject({
  purpose: z.enum(["set-up", "replacement", "in-use"]),
  personId: z.uuid(),
  base32: z.string(),
  /** Epoch milliseconds; null for a secret in use. */
  expiresAt: z.number().nullable(),
});
export type OneTimeSecret = z.output<typeof SealedSecret>;

const key = () => requireSettings(settings(), "secret").secret;

/** The person stands inside the seal, so that a row cannot be given another person's secret. */
export const sealSecret = (secret: OneTimeSecret): string => encryptAtRest(JSON.stringify(secret), key());

/** The secret if it was sealed here, for this purpose and this person; else null. */
export function openSecret(
  sealed: string,
  expected: { purpose: OneTimeSecret["purpose"]; personId: string },
): OneTimeSecret | null {
  try {
    const secret = SealedSecret.parse(JSON.parse(decryptAtRest(sealed, key())));
    const isExpected = secret.purpose === expected.purpose && secret.personId === expected.personId;
    return isExpected ? secret : null;
  } catch {
    return null;
  }
}

export const newBase32 = (): string => new Secret({ size: 20 }).base32;

const generator = (base32: string) =>
  new TOTP({ secret: Secret.fromBase32(base32), period: periodInSeconds });

/** The time step that the code belongs to, or null for a wrong code. */
export function stepOfCode(base32: string, code: string, now: string): number | null {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = Date.parse(now);
  const delta = generator(base32).validate({ token, timestamp, window: toleranceInSteps });
  return delta === null ? null : Math.floor(timestamp / 1000 / periodInSeconds) + delta;
}

/** What an authenticator app reads from the picture. */
export function otpauthAddress(base32: string, signer: Signer, issuer: string): string {
  const secret = Secret.fromBase32(base32);
  return new TOTP({ secret, issuer, label: signer.email, period: periodInSeconds }).toString();
}
