import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { z } from "zod";
import { type Outcome, refuse } from "#lib/domain/refusal.ts";
import { randomToken } from "#lib/platform/crypto.ts";
import { createChallenge, takeChallenge } from "#lib/store/challenges.ts";
import { listPasskeys, type NewPasskey } from "#lib/store/passkeys.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { clientDataFault } from "./client-data.ts";
import { algorithmOf } from "./cose-key.ts";
import { keepPasskey } from "./keep-passkey.ts";
import { relyingParty } from "./relying-party.ts";
import { EnrolmentResponse } from "./response.ts";
import type { Signer } from "./signer.ts";
import { fromBase64Url, toBase64Url } from "./statement.ts";

export type EnrolmentOptions = Awaited<ReturnType<typeof generateRegistrationOptions>>;
export type Enrolment = { challengeId: string; options: EnrolmentOptions };

const purpose = "passkey-enrolment";
const lifetimeSeconds = 300;
// EdDSA, ES256, RS256: what the offline verifier can check too.
const algorithms = [-8, -7, -257];

export const PasskeyLabel = z
  .string()
  .trim()
  .min(1, "expected a name, such as “work laptop”")
  .max(60, "expected at most 60 characters");

/** What the browser needs to make a passkey for this person. It is good once, for five minutes. */
export async function beginEnrolment(signer: Signer): Promise<Enrolment> {
  const { id, name } = relyingParty();
  const challenge = randomToken(32);
  const known = await listPasskeys(signer.personId);
  const challengeId = await withTransaction((tx) =>
    createChallenge(tx, { personId: signer.personId, purpose, nonce: "", challenge, lifetimeSeconds }),
  );
  const options = await generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userID: new TextEncoder().encode(signer.personId),
    userName: signer.email,
    userDisplayName: signer.name,
    challenge: fromBase64Url(challenge),
    timeout: lifetimeSeconds * 1000,
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
  });
  return { challengeId, options };
}

async function readPasskey(response: EnrolmentResponse, challenge: string) {
  const { id, origin } = relyingParty();
  const expected = { type: "webauthn.create" as const, challenge };
  if (clientDataFault(response.response.clientDataJSON, expected)) return null;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: response as Parameters<typeof verifyRegistrationResponse>[0]["response"],
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    const credential = registrationInfo?.credential;
    const algorithm = credential === undefined ? null : algorithmOf(credential.publicKey);
    return credential === undefined || algorithm === null ? null : { ...credential, algorithm };
  } catch {
    return null;
  }
}

type Answer = { challengeId: string; response: unknown; label: string };

/** Keeps the passkey that the browser made for `beginEnrolment`, with the name that the person gave it. */
export async function finishEnrolment(signer: Signer, answer: Answer): Promise<Outcome<NewPasskey>> {
  const { personId } = signer;
  const read = EnrolmentResponse.safeParse(answer.response);
  const label = PasskeyLabel.safeParse(answer.label);
  if (!label.success)
    return refuse("invalid", null, `Name of the passkey: ${label.error.issues[0]?.message}.`);
  const asked = await withTransaction((tx) =>
    takeChallenge(tx, { id: answer.challengeId, personId, purpose }),
  );
  if (asked === null) return refuse("stale", null, "Adding this passkey took too long. Begin again.");
  const credential = read.success ? await readPasskey(read.data, asked.challenge) : null;
  if (credential === null) {
    return refuse(
      "invalid",
      null,
      "The passkey was not accepted: it must be made here, with PIN, fingerprint or face.",
    );
  }
  const passkey: NewPasskey = {
    credentialId: credential.id,
    personId,
    publicKeyCose: toBase64Url(credential.publicKey),
    algorithm: credential.algorithm,
    counter: credential.counter,
    transports: (credential.transports ?? []).map(String),
    label: label.data,
  };
  return withTransaction((tx) => keepPasskey(tx, passkey));
}
