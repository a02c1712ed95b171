import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { challengeFor } from "#lib/platform/challenge.ts";
import { settings } from "#lib/platform/env.ts";
import { assertionOptions, verifyAssertion } from "./assertion.ts";
import { toBase64Url } from "./statement.ts";
import { type Ceremony, softwareAuthenticator } from "./testing/authenticator.ts";

const origin = settings().url;
const rpId = new URL(origin).hostname;
const challenge = toBase64Url(challengeFor('{"answer":"go"}'));
const honest: Ceremony = { challenge, origin, rpId };

function signer(kind: "P-256" | "Ed25519" = "P-256") {
  const authenticator = softwareAuthenticator(kind);
  const { credentialId, publicKeyCose, algorithm } = authenticator;
  return { authenticator, credential: { credentialId, publicKeyCose, algorithm, counter: 0 } };
}

describe("a statement's challenge", () => {
  it("is the SHA-256 of the statement under its own prefix", () => {
    expect(Buffer.from(challengeFor("x")).toString("hex")).toBe(
      hash("sha256", "holdpoint-statement-v1\nx", "hex"),
    );
  });

  it("reaches the authenticator as 32 bytes", async () => {
    const options = await assertionOptions({
      challenge: challengeFor("x"),
      credentials: [{ credentialId: "abcd" }],
    });
    expect(Buffer.from(options.challenge, "base64url")).toEqual(Buffer.from(challengeFor("x")));
    expect(options.userVerification).toBe("required");
    expect(options.rpId).toBe(rpId);
    expect(options.allowCredentials?.map(({ id }) => id)).toEqual(["abcd"]);
  });
});

describe("a passkey's signature", () => {
  it.each(["P-256", "Ed25519"] as const)(
    "made with %s over the statement is accepted, with its bytes",
    async (kind) => {
      const { authenticator, credential } = signer(kind);
      const response = authenticator.assert(honest);
      const verdict = await verifyAssertion({ response, expectedChallenge: challenge, credential });
      expect(verdict).toMatchObject({
        ok: true,
        proof: {
          method: "passkey",
          credentialId: credential.credentialId,
          publicKeyCose: credential.publicKeyCose,
          algorithm: kind === "P-256" ? -7 : -8,
          authenticatorData: response.response.authenticatorData,
          clientDataJson: response.response.clientDataJSON,
          signature: response.response.signature,
          rpId,
          origin,
          counter: 1,
          enrolledBy: null,
        },
      });
    },
  );

  const faults: [string, Partial<Ceremony>, string][] = [
    ["over another statement", { challenge: toBase64Url(challengeFor("other")) }, "wrong-challenge"],
    ["made at another site", { origin: "https://evil.example" }, "wrong-origin"],
    ["made for another console", { rpId: "evil.example" }, "wrong-relying-party"],
    ["without checking the person", { isUserVerified: false }, "user-not-verified"],
    [
      "made in another site's frame",
      { crossOrigin: true, topOrigin: "https://evil.example" },
      "embedded-elsewhere",
    ],
    ["made in a frame of an unnamed site", { crossOrigin: true }, "embedded-elsewhere"],
    ["that names a top origin", { topOrigin: origin }, "embedded-elsewhere"],
    ["that answers an enrolment", { type: "webauthn.create" }, "wrong-type"],
  ];
  it.each(faults)("%s is refused", async (_, fault, reason) => {
    const { authenticator, credential } = signer();
    const response = authenticator.assert({ ...honest, ...fault });
    const verdict = await verifyAssertion({ response, expectedChallenge: challenge, credential });
    expect(verdict).toEqual({ ok: false, reason });
  });

  it("of another key under this key's id is refused", async () => {
    const { credential } = signer();
    const other = softwareAuthenticator("P-256").assert(honest);
    const response = { ...other, id: credential.credentialId, rawId: credential.credentialId };
    const verdict = await verifyAssertion({ response, expectedChallenge: challenge, credential });
    expect(verdict).toEqual({ ok: false, reason: "bad-signature" });
  });

  it("of this key under another id is refused", async () => {
    const { authenticator, credential } = signer();
    const response = { ...authenticator.assert(honest), id: "abcd", rawId: "abcd" };
    const verdict = await verifyAssertion({ response, expectedChallenge: challenge, credential });
    expect(verdict).toEqual({ ok: false, reason: "wrong-credential" });
  });

  it("with one bit changed in what was signed is refused", async () => {
    const { authenticator, credential } = signer("Ed25519");
    const answer = authenticator.assert(honest);
    const data = Buffer.from(String(answer.response.authenticatorData), "base64url");
    data.writeUInt32BE(9, 33);
    const response = {
      ...answer,
      response: { ...answer.response, authenticatorData: data.toString("base64url") },
    };
    const verdict = await verifyAssertion({ response, expectedChallenge: challenge, credential });
    expect(verdict).toEqual({ ok: false, reason: "bad-signature" });
  });

  it("sent again once its counter is known is refused", async () => {
    const { authenticator, credential } = signer();
    const response = authenticator.assert(honest);
    const first = await verifyAssertion({ response, expectedChallenge: challenge, credential });
    if (!first.ok) throw new Error(first.reason);
    const seen = { ...credential, counter: first.proof.counter };
    const again = await verifyAssertion({ response, expectedChallenge: challenge, credential: seen });
    expect(again).toEqual({ ok: false, reason: "counter-not-ahead" });
  });

  it.each([null, {}, "text", { id: "a", rawId: "a", type: "public-key", response: {} }])(
    "that is not an answer at all is refused: %j",
    async (response) => {
      const { credential } = signer();
      const verdict = await verifyAssertion({ response, expectedChallenge: challenge, credential });
      expect(verdict).toEqual({ ok: false, reason: "malformed" });
    },
  );
});
