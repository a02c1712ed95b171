import { z } from "zod";
import { type AssertionOptions, assertionOptions } from "#lib/auth/signature/assertion.ts";
import { toBase64Url } from "#lib/auth/signature/statement.ts";
import { DeputyFor } from "#lib/domain/decision/deputy-events.ts";
import { EnrolmentRef } from "#lib/domain/incident/events/decision.ts";
import { asEnrolledKey } from "#lib/domain/passkey/register.ts";
import { accept, type Outcome } from "#lib/domain/refusal.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { challengeFor } from "#lib/platform/challenge.ts";
import { randomToken } from "#lib/platform/crypto.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { createChallenge, type SigningChallenge } from "#lib/store/challenges.ts";
import { readRegister } from "#lib/store/passkey-log.ts";
import { listPasskeys, type Passkey } from "#lib/store/passkeys.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { openStandingFor, type SignedSide, whyNotAttested } from "../passkeys/standing.ts";

export type OpenedSigning = {
  challenge: string;
  /** Exactly what will be signed, canonical; its digest is what the person confirms. */
  statement: string;
  statementDigest: string;
  /** Null where the person has no passkey and signs with password and one-time code. */
  passkey: AssertionOptions | null;
  /** Why the person's passkeys do not sign for their party yet, and who can change that. */
  waiting: string | null;
  /** Why password and one-time code are not taken of this person here; null where they are. */
  notAttested: string | null;
};

/** A key as a log names it before it signs there. */
export const SignerKey = z.object({
  credentialId: z.string().min(1),
  publicKeyCose: z.string().min(1),
  algorithm: z.number().int(),
  enrolment: EnrolmentRef,
  label: z.string().max(120),
});

export type ToSign = {
  reference: string;
  purpose: string;
  keep: Partial<Pick<SigningChallenge, "decision" | "answer" | "remediationPlan">>;
  /** Names a key of this person in the log. */
  enrol: (context: CommandContext, key: z.output<typeof SignerKey> & { reference: string }) => CommandResult;
  /** The statement of stored state, or why this person may not sign it. */
  statementOf: (tx: Transaction, nonce: string) => Promise<Outcome<object>>;
};

const lifetimeSeconds = 300;

/** Makes the bytes to sign from stored state and keeps them for one signature within five minutes. */
export async function openForSigning(context: CommandContext, asked: ToSign): CommandResult<OpenedSigning> {
  const { reference, enrol } = asked;
  const passkeys = await listPasskeys(context.actor.id);
  const register = await readRegister();
  for (const passkey of passkeys) {
    const key = asEnrolledKey(register, passkey);
    if (!key.ok) return key;
    const { credentialId, publicKeyCose, algorithm, seq, entryHash: hash } = key.value;
    const idempotencyKey = `enrol:${reference}:${sha256(credentialId)}`;
    const named = { reference, credentialId, publicKeyCose, algorithm, label: passkey.label };
    const enrolled = await enrol({ ...context, idempotencyKey }, { ...named, enrolment: { seq, hash } });
    if (!enrolled.ok) return enrolled;
  }
  return withTransaction((tx) => open(tx, context, asked, passkeys));
}

async function open(
  tx: Transaction,
  context: CommandContext,
  { reference, purpose, keep, statementOf }: ToSign,
  passkeys: Passkey[],
): Promise<Outcome<OpenedSigning>> {
  const nonce = randomToken(24);
  const made = await statementOf(tx, nonce);
  if (!made.ok) return made;
  const side = sideIn(made.value);
  const standing =
    side === null ? { signing: passkeys, waiting: null } : await openStandingFor(tx, passkeys, side);
  const notAttested = side === null ? null : await whyNotAttested(tx, context.actor.id, side);
  const { signing: keys, waiting } = standing;
  const opened = {
    reference,
    purpose,
    keep,
    statement: made.value,
    nonce,
    passkeys: keys,
    waiting,
    notAttested,
  };
  return accept(await openChallenge(tx, context, opened));
}

type ToOpen = Pick<ToSign, "reference" | "purpose" | "keep"> & {
  statement: object;
  nonce: string;
  passkeys: Passkey[];
  waiting: string | null;
  notAttested: string | null;
};

/** Keeps what is to be signed, for one signature within five minutes. */
export async function openChallenge(
  tx: Transaction,
  context: CommandContext,
  { reference, purpose, keep, statement: said, nonce, passkeys, waiting, notAttested }: ToOpen,
): Promise<OpenedSigning> {
  const statement = canonicalJson(said);
  const bytes = challengeFor(statement);
  const challenge = await createChallenge(tx, {
    ...keep,
    id: newId(),
    personId: context.actor.id,
    purpose,
    incident: reference,
    statement,
    nonce,
    challenge: toBase64Url(bytes),
    lifetimeSeconds,
  });
  const passkey =
    passkeys.length === 0 ? null : await assertionOptions({ challenge: bytes, credentials: passkeys });
  return { challenge, statement, statementDigest: sha256(statement), passkey, waiting, notAttested };
}

/** The party that a verdict is for, and for whom a deputy signs it; null of what a role signs. */
export function sideIn(statement: unknown): SignedSide | null {
  const verdict = Verdict.safeParse(statement);
  if (!verdict.success) return null;
  const { party, deputyFor } = verdict.data;
  return { party, deputyFor: deputyFor?.person ?? null };
}
const Verdict = z.object({
  schema: z.literal("holdpoint-statement-v1"),
  party: z.string(),
  deputyFor: DeputyFor.optional(),
});
