import { renderSVG } from "uqr";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { settings } from "#lib/platform/env.ts";
import {
  findCredentials,
  setOneTimeCodeSecret,
  useOneTimeCodeStep as spendStep,
} from "#lib/store/credentials.ts";
import { databaseNow, type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { newBase32, openSecret, otpauthAddress, sealSecret, stepOfCode } from "./one-time-secret.ts";
import type { Signer } from "./signer.ts";

const setUpLifetimeInMilliseconds = 15 * 60 * 1000;

export type OneTimeSetUp = {
  /** Sealed; comes back with the first code. Nothing is kept until then. */
  setUp: string;
  /** For typing where a picture cannot be scanned, in groups of four. */
  typedSecret: string;
  qrSvg: string;
};

const alreadySetUp =
  "One-time codes are already set up for you. To replace them, show a code of the app that has them now.";
const notSetUp = "There are no one-time codes to replace. Set them up.";

export async function hasOneTimeCodes(personId: string): Promise<boolean> {
  return Boolean((await findCredentials(personId))?.oneTimeCodeSecret);
}

/** Makes a secret for an authenticator app. Ask for the password first (`confirmPassword`). */
export async function beginOneTimeCodes(signer: Signer): Promise<Outcome<OneTimeSetUp>> {
  if (await hasOneTimeCodes(signer.personId)) return refuse("conflict", null, alreadySetUp);
  return accept(await newSetUp(signer, "set-up"));
}

/**
 * Makes a secret that takes the place of the one in use. Ask for the password and a code of the app that has it now
 * (`verifyAttested`), because a stolen password must not be enough.
 */
export const replaceOneTimeCodes = (signer: Signer): Promise<OneTimeSetUp> => newSetUp(signer, "replacement");

async function newSetUp(signer: Signer, purpose: "set-up" | "replacement"): Promise<OneTimeSetUp> {
  const { personId } = signer;
  const base32 = newBase32();
  const expiresAt = Date.parse(await databaseNow()) + setUpLifetimeInMilliseconds;
  const address = otpauthAddress(base32, signer, `Holdpoint ${new URL(settings().url).hostname}`);
  return {
    setUp: sealSecret({ purpose, personId, base32, expiresAt }),
    typedSecret: base32.replace(/(.{4})(?=.)/g, "$1 "),
    qrSvg: renderSVG(address, { border: 2 }),
  };
}

const openSetUp = (setUp: string, personId: string) =>
  openSecret(setUp, { purpose: "set-up", personId }) ??
  openSecret(setUp, { purpose: "replacement", personId });

/** Keeps the secret once a code proves that the app has it; that code is used up. */
export async function confirmOneTimeCodes(
  signer: Signer,
  answer: { setUp: string; code: string },
): Promise<Outcome<null>> {
  const { personId } = signer;
  const secret = openSetUp(answer.setUp, personId);
  return withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    if (secret?.expiresAt == null || Date.parse(now) > secret.expiresAt) {
      return refuse("stale", null, "This set-up has run out after 15 minutes. Begin again.");
    }
    const step = stepOfCode(secret.base32, answer.code, now);
    if (step === null) {
      return refuse("invalid", null, "The code does not fit. Type the six digits that the app shows now.");
    }
    const inUse = Boolean((await findCredentials(personId, tx))?.oneTimeCodeSecret);
    if (inUse !== (secret.purpose === "replacement"))
      return refuse("conflict", null, inUse ? alreadySetUp : notSetUp);
    const kept = sealSecret({ ...secret, purpose: "in-use", expiresAt: null });
    await setOneTimeCodeSecret(tx, personId, kept);
    await spendStep(tx, personId, step);
    return accept(null);
  });
}

/** True once for a code: its step, and every earlier one, is used up with it. */
export async function spendOneTimeCode(
  tx: Transaction,
  person: { personId: string; oneTimeCodeSecret: string },
  code: string,
): Promise<boolean> {
  const { personId, oneTimeCodeSecret } = person;
  const secret = openSecret(oneTimeCodeSecret, { purpose: "in-use", personId });
  if (secret === null) return false;
  const step = stepOfCode(secret.base32, code, await databaseNow(tx));
  return step !== null && spendStep(tx, personId, step);
}
