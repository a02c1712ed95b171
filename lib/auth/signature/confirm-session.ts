import { z } from "zod";
import { asEnrolledKey } from "#lib/domain/passkey/register.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { randomToken } from "#lib/platform/crypto.ts";
import { createChallenge, takeChallenge } from "#lib/store/challenges.ts";
import { readRegister } from "#lib/store/passkey-log.ts";
import { findPasskey, listPasskeys, raisePasskeyCounter } from "#lib/store/passkeys.ts";
import { confirmSession } from "#lib/store/sessions.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { type AssertionOptions, assertionOptions, assertionSentence, verifyAssertion } from "./assertion.ts";
import { confirmPassword } from "./confirm-password.ts";
import type { Signer } from "./signer.ts";
import { fromBase64Url } from "./statement.ts";

/** A signed-in person, and the session that they confirm. */
type Holder = Signer & { sessionId: string };

export type PasskeyQuestion = { challengeId: string; options: AssertionOptions };

const purpose = "session-confirmation";
const lifetimeSeconds = 300;

/** What a passkey of this person signs to confirm the session, once and within five minutes; null without a passkey. */
export async function askPasskey({ personId, sessionId }: Holder): Promise<PasskeyQuestion | null> {
  const kept = await listPasskeys(personId);
  const register = await readRegister();
  const credentials = kept.filter((passkey) => asEnrolledKey(register, passkey).ok);
  if (credentials.length === 0) return null;
  const challenge = randomToken(32);
  const challengeId = await withTransaction((tx) =>
    createChallenge(tx, { personId, purpose, nonce: sessionId, challenge, lifetimeSeconds }),
  );
  const options = await assertionOptions({ challenge: fromBase64Url(challenge), credentials });
  return { challengeId, options };
}

type Answer = { challengeId: string; response: unknown };

/** Confirms the session by a passkey that checked who holds it. The challenge is used up whatever was answered. */
export async function confirmWithPasskey(holder: Holder, answer: Answer): Promise<Outcome<null>> {
  const { personId, sessionId } = holder;
  const taken = await withTransaction((tx) =>
    takeChallenge(tx, { id: answer.challengeId, personId, purpose }),
  );
  if (taken === null || taken.nonce !== sessionId)
    return refuse("stale", null, "This was answered already, or its five minutes are over. Try again.");
  return withTransaction(async (tx) => {
    const proved = await proveByPasskey(tx, personId, { ...answer, challenge: taken.challenge });
    if (proved.ok) await confirmSession(tx, sessionId);
    return proved;
  });
}

const Answered = z.object({ id: z.string() });

async function proveByPasskey(
  tx: Transaction,
  personId: string,
  { response, challenge }: { response: unknown; challenge: string },
): Promise<Outcome<null>> {
  const answered = Answered.safeParse(response);
  const passkey = answered.success ? await findPasskey(answered.data.id, tx) : null;
  if (passkey === null || passkey.personId !== personId)
    return refuse("unauthorised", null, "This passkey is not one of yours.");
  const key = asEnrolledKey(await readRegister(tx), passkey);
  if (!key.ok) return key;
  const verdict = await verifyAssertion({ response, expectedChallenge: challenge, credential: passkey });
  if (!verdict.ok) return refuse("unauthorised", null, assertionSentence(verdict.reason));
  const { counter } = verdict.proof;
  const isAhead = counter === 0 || (await raisePasskeyCounter(tx, passkey.credentialId, counter));
  return isAhead ? accept(null) : refuse("unauthorised", null, assertionSentence("counter-not-ahead"));
}

type Typed = Parameters<typeof confirmPassword>[1];

/** Confirms the session by the person's password. */
export async function confirmWithPassword(holder: Holder, typed: Typed): Promise<Outcome<null>> {
  const confirmed = await confirmPassword(holder, typed);
  if (confirmed.ok) await withTransaction((tx) => confirmSession(tx, holder.sessionId));
  return confirmed;
}
