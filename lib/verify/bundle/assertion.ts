import { z } from "zod";
import { isSigned } from "#checking";
import type { Proof } from "#lib/domain/incident/events/decision.ts";
import { fromBase64Url, fromHex, hexOf, joined, toBase64Url } from "#lib/platform/bytes.ts";
import { challengeFor } from "#lib/platform/challenge.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { passkeyOf } from "./cose.ts";
import { readJson } from "./json.ts";

type PasskeyProof = Extract<Proof, { method: "passkey" }>;

const flags = { userPresent: 1, userVerified: 4 } as const;
const shortest = 37;

const ClientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
});

/** What is wrong with a passkey's signature over a statement, years later and without the server; null when it holds. */
export function faultOfAssertion(proof: PasskeyProof, statement: string): string | null {
  const cose = fromBase64Url(proof.publicKeyCose);
  const data = fromBase64Url(proof.authenticatorData);
  const client = fromBase64Url(proof.clientDataJson);
  const signature = fromBase64Url(proof.signature);
  if (cose === null || data === null || client === null || signature === null)
    return "a part of it is not base64url";
  const passkey = passkeyOf(cose);
  if (passkey === null) return "its key is none of ES256, EdDSA and RS256 in COSE";
  if (passkey.algorithm !== proof.algorithm) return "its key is of another algorithm than it says";
  const fault = faultOfClient(client, proof, statement) ?? faultOfData(data, proof);
  if (fault !== null) return fault;
  return isSigned(passkey, joined(data, fromHex(sha256(client))), signature)
    ? null
    : "its signature is not that of the key over what was signed";
}

function faultOfClient(client: Uint8Array, { origin, rpId }: PasskeyProof, statement: string): string | null {
  const data = readJson(client, ClientData);
  if (data === null) return "the browser's part of it cannot be read";
  if (data.type !== "webauthn.get") return "the browser's part of it is of another ceremony";
  const challenge = toBase64Url(challengeFor(statement));
  if (data.challenge !== challenge) return "its challenge is not the digest of the statement";
  if (data.origin !== origin) return "it was made at another address than it says";
  if (data.crossOrigin === true || data.topOrigin !== undefined) return "it was made inside another site";
  return isOfHost(origin, rpId) ? null : "its address is not of the relying party that it names";
}

/** The origin's host is the relying party's id, or below it. */
function isOfHost(origin: string, rpId: string): boolean {
  const host = /^https?:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?$/.exec(origin)?.[1];
  return rpId !== "" && (host === rpId || host?.endsWith(`.${rpId}`) === true);
}

function faultOfData(data: Uint8Array, { rpId, counter }: PasskeyProof): string | null {
  if (data.length < shortest) return "the authenticator's part of it is cut";
  if (hexOf(data.subarray(0, 32)) !== sha256(rpId)) return "the authenticator answered another relying party";
  const given = data[32] ?? 0;
  if ((given & flags.userPresent) === 0) return "the authenticator did not see a person";
  if ((given & flags.userVerified) === 0) return "the authenticator did not check who the person is";
  return Number.parseInt(hexOf(data.subarray(33, 37)), 16) === counter
    ? null
    : "the authenticator's counter is another than it says";
}
