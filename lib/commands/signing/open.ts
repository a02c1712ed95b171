import { type AssertionOptions, assertionOptions } from "#lib/auth/signature/assertion.ts";
import { challengeFor, toBase64Url } from "#lib/auth/signature/statement.ts";
import { noPartIn } from "#lib/domain/authority/who.ts";
import type { Circumstances } from "#lib/domain/incident/circumstances.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { randomToken } from "#lib/platform/crypto.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { createChallenge, type SigningChallenge } from "#lib/store/challenges.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { listPasskeys, type Passkey } from "#lib/store/passkeys.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { circumstancesOf } from "../circumstances.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { enrolSigner } from "../decision/enrol-signer.ts";
import { withNames } from "../names.ts";

export type OpenedSigning = {
  challenge: string;
  /** Exactly what will be signed, canonical; its digest is what the person confirms. */
  statement: string;
  statementDigest: string;
  /** Null where the person has no passkey and signs with password and one-time code. */
  passkey: AssertionOptions | null;
};

type Anchor = { logHead: { seq: number; hash: string }; nonce: string };
type Asking = { state: IncidentState; pack: ProtocolPack; circumstances: Circumstances };

export type ToSign = {
  reference: string;
  purpose: string;
  keep: Partial<Pick<SigningChallenge, "decision" | "answer" | "remediationPlan">>;
  /** The statement of stored state, or why this person may not sign it. */
  statementOf: (asking: Asking, anchor: Anchor) => Outcome<object>;
};

const lifetimeSeconds = 300;

/** Makes the bytes to sign from stored state and keeps them for one signature within five minutes. */
export async function openForSigning(context: CommandContext, asked: ToSign): CommandResult<OpenedSigning> {
  const passkeys = await listPasskeys(context.actor.id);
  for (const passkey of passkeys) {
    const enrolled = await nameKey(context, asked.reference, passkey);
    if (!enrolled.ok) return enrolled;
  }
  return withTransaction((tx) => open(tx, context, asked, passkeys));
}

function nameKey(
  context: CommandContext,
  reference: string,
  { credentialId, publicKeyCose, algorithm, label }: Passkey,
) {
  const idempotencyKey = `enrol:${reference}:${sha256(credentialId)}`;
  return enrolSigner(
    { ...context, idempotencyKey },
    { reference, credentialId, publicKeyCose, algorithm, label },
  );
}

async function open(
  tx: Transaction,
  context: CommandContext,
  { reference, purpose, keep, statementOf }: ToSign,
  passkeys: Passkey[],
): Promise<Outcome<OpenedSigning>> {
  const incident = await readIncident(reference, tx);
  if (incident === null) return refuse("unauthorised", null, noPartIn(reference));
  const { state, head } = incident;
  const pack = await packByHash(state.pack.hash, tx);
  const circumstances = await circumstancesOf(tx, context.actor, { reference, services: state.services });
  const nonce = randomToken(24);
  const made = statementOf({ state, pack, circumstances }, { logHead: head, nonce });
  if (!made.ok) return withNames(tx, made);
  const statement = canonicalJson(made.value);
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
  return accept({ challenge, statement, statementDigest: sha256(statement), passkey });
}
