import { z } from "zod";
import { assertionSentence, verifyAssertion } from "#lib/auth/signature/assertion.ts";
import { verifyAttested } from "#lib/auth/signature/attested.ts";
import type { Proof } from "#lib/domain/incident/events/decision.ts";
import { Id, Sha256 } from "#lib/domain/incident/events/shapes.ts";
import { asEnrolledKey } from "#lib/domain/passkey/register.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { type SigningChallenge, takeChallenge } from "#lib/store/challenges.ts";
import { readRegister } from "#lib/store/passkey-log.ts";
import { findPasskey, raisePasskeyCounter } from "#lib/store/passkeys.ts";
import { findPerson } from "#lib/store/people.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { standingFor, whyNotAttested } from "../passkeys/standing.ts";
import { sideIn } from "./open.ts";

/** What every signature brings: the challenge it answers, the digest of what was seen, and the means. */
export const SignedInput = z.object({
  challenge: Id,
  /** The digest of the statement as the person saw it. */
  shownDigest: Sha256,
  by: z.discriminatedUnion("method", [
    z.object({ method: z.literal("passkey"), response: z.unknown() }),
    z.object({
      method: z.literal("server-attested"),
      password: z.string().min(1).max(1_000),
      code: z.string().regex(/^\d{6}$/, "expected six digits"),
    }),
  ]),
});
export type SignedInput = z.output<typeof SignedInput>;

/** Looking at a password takes the processor a while, so it is done before anybody has to wait for the incident. */
export async function prepareProof(personId: string, by: SignedInput["by"]): Promise<Outcome<Proof | null>> {
  if (by.method === "passkey") return accept(null);
  const person = await findPerson(personId);
  if (person === null) return refuse("unauthorised", null, "Your account is gone.");
  const { name, email } = person;
  return verifyAttested({ viewer: { personId, name, email }, password: by.password, code: by.code });
}

/** The log that is signed in: what it is called, and the keys that it names. */
type Signed = { reference: string; signers: readonly { credentialId: string; entryHash: string }[] };

export type Proven = { kept: SigningChallenge; shown: string; proof: Proof };

type Asked = {
  state: Signed;
  personId: string;
  purpose: string;
  input: SignedInput;
  /** Made by `prepareProof` where the means is not a passkey. */
  prepared: Proof | null;
};

/** Checks a signature. The challenge is used up first, so a signature that is sent again finds nothing to sign. */
export async function proveSignature(tx: Transaction, asked: Asked): Promise<Outcome<Proven>> {
  const { state, personId, purpose, input, prepared } = asked;
  const kept = await takeChallenge(tx, { id: input.challenge, personId, purpose });
  if (kept === null || kept.incident !== state.reference) {
    return refuse(
      "stale",
      null,
      "This signature was used already, or its five minutes are over. Read it and sign again.",
    );
  }
  const shown = kept.statement ?? "";
  if (sha256(shown) !== input.shownDigest)
    return refuse("stale", null, "What you confirmed is not what you were asked to sign. Read it again.");
  const proof =
    prepared === null ? await byPasskey(tx, state, kept, input.by) : await attested(tx, kept, prepared);
  return proof.ok ? accept({ kept, shown, proof: proof.value }) : proof;
}

/** A password and a code say who it was; whether that stands for a party is for the party's own signers to say. */
async function attested(tx: Transaction, kept: SigningChallenge, proof: Proof): Promise<Outcome<Proof>> {
  const side = sideIn(JSON.parse(kept.statement ?? "null"));
  const fault = side === null ? null : await whyNotAttested(tx, kept.personId, side);
  return fault === null ? accept(proof) : refuse("unauthorised", null, fault);
}

const Answered = z.object({ id: z.string() });

async function byPasskey(
  tx: Transaction,
  state: Signed,
  kept: SigningChallenge,
  by: SignedInput["by"],
): Promise<Outcome<Proof>> {
  const response = by.method === "passkey" ? by.response : null;
  const answered = Answered.safeParse(response);
  const passkey = answered.success ? await findPasskey(answered.data.id, tx) : null;
  if (passkey === null || passkey.personId !== kept.personId)
    return refuse("unauthorised", null, "This passkey is not one of yours.");
  const key = asEnrolledKey(await readRegister(tx), passkey);
  if (!key.ok) return key;
  const side = sideIn(JSON.parse(kept.statement ?? "null"));
  const { waiting } = side === null ? { waiting: null } : await standingFor(tx, [passkey], side);
  if (waiting !== null) return refuse("unauthorised", null, waiting);
  const enrolledBy =
    state.signers.find((signer) => signer.credentialId === passkey.credentialId)?.entryHash ?? null;
  const verdict = await verifyAssertion({
    response,
    expectedChallenge: kept.challenge,
    credential: { ...passkey, enrolledBy },
  });
  if (!verdict.ok) return refuse("unauthorised", null, assertionSentence(verdict.reason));
  const { counter } = verdict.proof;
  const fresh = counter === 0 || (await raisePasskeyCounter(tx, passkey.credentialId, counter));
  return fresh ? accept(verdict.proof) : refuse("unauthorised", null, assertionSentence("counter-not-ahead"));
}
