import { z } from "zod";
import { type AssertionOptions, assertionOptions } from "#lib/auth/signature/assertion.ts";
import { challengeFor, toBase64Url } from "#lib/auth/signature/statement.ts";
import { noPartIn } from "#lib/domain/authority/who.ts";
import { buildStatement, mayAnswer } from "#lib/domain/incident/decide/decision.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf, randomToken, sha256 } from "#lib/platform/crypto.ts";
import { newId } from "#lib/platform/ids.ts";
import { createChallenge } from "#lib/store/challenges.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { listPasskeys, type Passkey } from "#lib/store/passkeys.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { circumstancesOf } from "../circumstances.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid, Reference } from "../incident-command.ts";
import { withNames } from "../names.ts";
import { enrolSigner } from "./enrol-signer.ts";

export const OpenSigning = z.object({
  reference: Reference,
  decision: Id,
  answer: z.string().min(1),
  remediationPlan: Words.trim().default(""),
});
type Input = z.output<typeof OpenSigning>;

export type OpenedSigning = {
  challenge: string;
  /** Exactly what will be signed, canonical; its digest is what the person confirms. */
  statement: string;
  statementDigest: string;
  /** Null where the person has no passkey and signs with password and one-time code. */
  passkey: AssertionOptions | null;
};

export const signingPurpose = "sign-verdict";
const lifetimeSeconds = 300;

/** Makes the bytes to sign from stored state and keeps them for one signature within five minutes. */
export async function openSigning(
  context: CommandContext,
  raw: z.input<typeof OpenSigning>,
): CommandResult<OpenedSigning> {
  const parsed = OpenSigning.safeParse(raw);
  if (!parsed.success) return invalid(parsed.error);
  const passkeys = await listPasskeys(context.actor.id);
  for (const passkey of passkeys) {
    const enrolled = await nameKey(context, parsed.data.reference, passkey);
    if (!enrolled.ok) return enrolled;
  }
  return withTransaction((tx) => open(tx, context, parsed.data, passkeys));
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
  input: Input,
  passkeys: Passkey[],
): Promise<Outcome<OpenedSigning>> {
  const incident = await readIncident(input.reference, tx);
  if (incident === null) return refuse("unauthorised", null, noPartIn(input.reference));
  const { state, head } = incident;
  const pack = await packByHash(state.pack.hash, tx);
  const circumstances = await circumstancesOf(tx, context.actor, {
    reference: input.reference,
    services: state.services,
  });
  const allowed = mayAnswer(state, pack, input, circumstances);
  if (!allowed.ok) return withNames(tx, allowed);
  const nonce = randomToken(24);
  const statement = canonicalJson(buildStatement(allowed.value, input, { logHead: head, nonce }, digestOf));
  const bytes = challengeFor(statement);
  const challenge = await createChallenge(tx, {
    id: newId(),
    personId: context.actor.id,
    purpose: signingPurpose,
    incident: input.reference,
    decision: input.decision,
    answer: input.answer,
    remediationPlan: input.remediationPlan,
    statement,
    nonce,
    challenge: toBase64Url(bytes),
    lifetimeSeconds,
  });
  const passkey =
    passkeys.length === 0 ? null : await assertionOptions({ challenge: bytes, credentials: passkeys });
  return accept({ challenge, statement, statementDigest: sha256(statement), passkey });
}
