import { generateKeyPairSync, hash } from "node:crypto";
import { expect, it } from "vitest";
import { softwareAuthenticator } from "#lib/auth/signature/testing/authenticator.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import { agreedOf, askSecond } from "#scripts/verifiers/second.ts";
import { publicKeyOf } from "./seal.ts";
import { chainedAgain, type Loosened, sealedBy } from "./testing/forge.ts";
import { verifyBundle } from "./verify-bundle.ts";

const stream = "INC-2026-0007";
const person = "00000000-0000-4000-8000-000000000007";
const at = "2026-03-01T12:00:00.000Z";
const pack = {
  id: "small",
  version: "1.0.0",
  gates: {},
  attestations: { risk: { says: "I accept the risk.", by: "security-lead" } },
};
const packHash = digestOf(pack);
const { privateKey } = generateKeyPairSync("ed25519");
const trusted = [publicKeyOf(privateKey)];
const passkey = softwareAuthenticator("P-256");

const entry = (
  type: string,
  facts: Record<string, unknown>,
  text: Record<string, unknown> | null,
): Loosened => ({
  header: {
    stream,
    type,
    typeVersion: 1,
    occurredAt: at,
    recordedAt: at,
    actor: { kind: "person", id: person },
    audience: "room",
    textDigest: null,
  },
  facts,
  text,
  textSalt: text === null ? null : "salt",
});

const begun = [
  entry(
    "IncidentDeclared",
    { packHash, participants: [{ person, roles: ["security-lead"], party: null }] },
    null,
  ),
  entry(
    "SignerEnrolled",
    {
      person,
      party: null,
      credentialId: passkey.credentialId,
      publicKeyCose: passkey.publicKeyCose,
      algorithm: passkey.algorithm,
    },
    { label: "key" },
  ),
];

/** An incident in which a role signed for a risk, with a statement that says otherwise where a test asks it. */
function attested(change: Record<string, unknown> = {}, reason = "It is small."): Uint8Array {
  const [, enrolled] = chainedAgain(begun);
  const statement = canonicalJson({
    schema: "holdpoint-attestation-v1",
    incident: stream,
    pack: { id: "small", version: "1.0.0", hash: packHash },
    attestation: "risk",
    says: "I accept the risk.",
    role: "security-lead",
    person,
    reasonDigest: digestOf("It is small."),
    logHead: { seq: 2, hash: enrolled?.hash },
    nonce: "a nonce of sixteen or more",
    ...change,
  });
  const challenge = hash("sha256", `holdpoint-statement-v1\n${statement}`, "base64url");
  const ceremony = { challenge, origin: "https://hold.example.com", rpId: "hold.example.com" };
  const { response } = passkey.assert(ceremony);
  const { credentialId, publicKeyCose, algorithm } = passkey;
  const counter = Buffer.from(String(response.authenticatorData), "base64url").readUInt32BE(33);
  const proof = {
    ...{ method: "passkey", credentialId, publicKeyCose, algorithm, counter, enrolledBy: enrolled?.hash },
    ...{ rpId: ceremony.rpId, origin: ceremony.origin, signature: response.signature },
    ...{ authenticatorData: response.authenticatorData, clientDataJson: response.clientDataJSON },
  };
  const facts = { attestation: "risk", role: "security-lead", person, statement, proof, signedAt: at };
  const signed = entry("AttestationSigned", { ...facts, statementDigest: sha256(statement) }, { reason });
  const entries = chainedAgain([...begun, signed]);
  const head = { seq: 3, hash: entries.at(-1)?.hash ?? "" };
  const origin = { version: "0.1.0", address: "https://hold.example.com" };
  return sealedBy(
    {
      stream,
      head,
      entries,
      pack,
      names: new Map(),
      console: origin,
      exportedAt: at,
      evidence: new Map(),
      anchor: null,
      rotations: [],
      envelopes: new Map(),
    },
    privateKey,
  );
}

it("a role's signature for a risk verifies, in both verifiers", async () => {
  const archive = attested();
  expect(verifyBundle(archive, trusted)).toMatchObject({ verdict: "verified", findings: [] });
  expect(await askSecond([archive], trusted)).toEqual([{ verdict: "verified", findings: [] }]);
});

it("a genuine signature over a sentence that the protocol does not have, or about something else, is found by both", async () => {
  const forged = [
    attested({ says: "I accept every risk." }),
    attested({ role: "commander" }),
    attested({ incident: "INC-2026-0008" }),
    attested({ attestation: "constructor" }),
    attested({ logHead: { seq: 3, hash: "0".repeat(64) } }),
    attested({ reasonDigest: null }),
    attested({}, "It is large."),
    attested({ pack: { id: "large", version: "1.0.0", hash: packHash } }),
    attested({ pack: { id: "small", version: "1.0.1", hash: packHash } }),
  ];
  const found = { verdict: "fails", findings: ["statement, entry 3"] };
  for (const archive of forged) expect(agreedOf(verifyBundle(archive, trusted))).toEqual(found);
  expect(await askSecond(forged, trusted)).toEqual(forged.map(() => found));
});
