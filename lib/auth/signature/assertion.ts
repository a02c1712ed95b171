import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { z } from "zod";
import type { PasskeyProof as PasskeyProofContract } from "#lib/domain/incident/events/decision.ts";
import { type ClientDataFault, clientDataFault } from "./client-data.ts";
import { relyingParty } from "./relying-party.ts";
import { AssertionResponse } from "./response.ts";
import { fromBase64Url } from "./statement.ts";

export type PasskeyProof = z.infer<typeof PasskeyProofContract>;
export type AssertionOptions = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

export type StoredCredential = {
  credentialId: string;
  /** base64url of the COSE key. */
  publicKeyCose: string;
  algorithm: number;
  counter: number;
  /** Hash of the log entry that enrolled the key, when there is one. */
  enrolledBy?: string | null;
};

export type AssertionFault =
  | ClientDataFault
  | "wrong-credential"
  | "wrong-relying-party"
  | "user-not-verified"
  | "counter-not-ahead"
  | "bad-signature";

export type AssertionVerdict = { ok: true; proof: PasskeyProof } | { ok: false; reason: AssertionFault };

const sentences: Record<AssertionFault, string> = {
  malformed: "The passkey's answer could not be read. Sign again.",
  "wrong-type": "The passkey answered another kind of request. Sign again.",
  "wrong-challenge":
    "The passkey signed something other than what is shown now. Read it again and sign again.",
  "wrong-origin": "The passkey was used at another address than this console's.",
  "embedded-elsewhere": "The console was shown inside another site. Open it in a window of its own.",
  "wrong-credential": "Another passkey answered than the one that was asked.",
  "wrong-relying-party": "The passkey belongs to another console.",
  "user-not-verified": "The passkey did not check who you are. Use its PIN, fingerprint or face.",
  "counter-not-ahead":
    "The passkey's counter went back, which may mean a copy of it exists. It was not accepted.",
  "bad-signature": "The passkey's signature does not match what was signed.",
};

/** The sentence for the person whose signature was not accepted. */
export const assertionSentence = (fault: AssertionFault): string => sentences[fault];

/** What the browser needs in order to sign. The challenge goes in as bytes: text would be encoded once more. */
export function assertionOptions(request: {
  challenge: Uint8Array;
  credentials: readonly { credentialId: string; transports?: readonly string[] }[];
}): Promise<AssertionOptions> {
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: new Uint8Array(request.challenge),
    allowCredentials: request.credentials.map(({ credentialId, transports }) => ({
      id: credentialId,
      ...(transports && transports.length > 0 && { transports: [...transports] }),
    })),
    userVerification: "required",
    timeout: 120_000,
  });
}

// The library throws sentences; these are the ones that a person can do something about.
function faultOfLibrary(error: unknown): AssertionFault {
  const message = error instanceof Error ? error.message : "";
  if (message.startsWith("User ")) return "user-not-verified";
  if (message.startsWith("Response counter")) return "counter-not-ahead";
  if (message.includes("RP ID")) return "wrong-relying-party";
  return "malformed";
}

async function checkSignature(response: AssertionResponse, challenge: string, credential: StoredCredential) {
  const { id, origin } = relyingParty();
  return verifyAuthenticationResponse({
    response: response as Parameters<typeof verifyAuthenticationResponse>[0]["response"],
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: {
      id: credential.credentialId,
      publicKey: fromBase64Url(credential.publicKeyCose),
      counter: credential.counter,
    },
  });
}

/** Checks a signature against what the server asked for, and gives all that is needed to check it again years later. */
export async function verifyAssertion(given: {
  response: unknown;
  /** base64url of the challenge bytes. */
  expectedChallenge: string;
  credential: StoredCredential;
}): Promise<AssertionVerdict> {
  const { expectedChallenge, credential } = given;
  const read = AssertionResponse.safeParse(given.response);
  if (!read.success) return { ok: false, reason: "malformed" };
  const response = read.data;
  const clientDataJson = response.response.clientDataJSON;
  const fault = clientDataFault(clientDataJson, { type: "webauthn.get", challenge: expectedChallenge });
  if (fault) return { ok: false, reason: fault };
  // The library takes any key that it is given: that the answer came from this one is ours to check.
  if (response.id !== credential.credentialId) return { ok: false, reason: "wrong-credential" };
  try {
    const { verified, authenticationInfo } = await checkSignature(response, expectedChallenge, credential);
    if (!verified) return { ok: false, reason: "bad-signature" };
    return { ok: true, proof: proofOf(response, credential, authenticationInfo.newCounter) };
  } catch (error) {
    return { ok: false, reason: faultOfLibrary(error) };
  }
}

function proofOf(response: AssertionResponse, credential: StoredCredential, counter: number): PasskeyProof {
  const { id, origin } = relyingParty();
  return {
    method: "passkey",
    credentialId: credential.credentialId,
    publicKeyCose: credential.publicKeyCose,
    algorithm: credential.algorithm,
    authenticatorData: response.response.authenticatorData,
    clientDataJson: response.response.clientDataJSON,
    signature: response.response.signature,
    rpId: id,
    origin,
    counter,
    enrolledBy: credential.enrolledBy ?? null,
  };
}
