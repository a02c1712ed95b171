import { generateKeyPairSync, hash, sign } from "node:crypto";
import { expect, it } from "vitest";
import { softwareAuthenticator } from "#lib/auth/signature/testing/authenticator.ts";
import { encodeCbor } from "#lib/auth/signature/testing/cbor.ts";
import { faultOfAssertion } from "./assertion.ts";
import { passkeyOf } from "./cose.ts";

const statement = '{"schema":"holdpoint-statement-v1"}';
const challenge = hash("sha256", `holdpoint-statement-v1\n${statement}`, "base64url");
const usual = { challenge, origin: "https://hold.example.com", rpId: "hold.example.com" };
const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

type Ceremony = Parameters<ReturnType<typeof softwareAuthenticator>["assert"]>[0];
function signedBy(kind: "P-256" | "Ed25519", change: Partial<Ceremony> = {}) {
  const authenticator = softwareAuthenticator(kind);
  const { response } = authenticator.assert({ ...usual, ...change });
  const { credentialId, publicKeyCose, algorithm } = authenticator;
  return {
    method: "passkey" as const,
    credentialId,
    publicKeyCose,
    algorithm,
    authenticatorData: String(response.authenticatorData),
    clientDataJson: String(response.clientDataJSON),
    signature: String(response.signature),
    rpId: change.rpId ?? usual.rpId,
    origin: change.origin ?? usual.origin,
    counter: 1,
    enrolledBy: null,
  };
}

/** RS256, as Windows Hello makes it. */
function signedByRsa() {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const number = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
  const cose = encodeCbor(
    new Map<number, number | Uint8Array>([
      [1, 3],
      [3, -257],
      [-1, number(n)],
      [-2, number(e)],
    ]),
  );
  const proof = signedBy("P-256");
  const data = Buffer.from(proof.authenticatorData, "base64url");
  const client = hash("sha256", Buffer.from(proof.clientDataJson, "base64url"), "buffer");
  const signature = base64Url(sign("sha256", Buffer.concat([data, client]), privateKey));
  return { ...proof, publicKeyCose: base64Url(cose), algorithm: -257, signature };
}

it("a signature by each algorithm that the console enrols holds", () => {
  expect(faultOfAssertion(signedBy("P-256"), statement)).toBeNull();
  expect(faultOfAssertion(signedBy("Ed25519"), statement)).toBeNull();
  expect(faultOfAssertion(signedByRsa(), statement)).toBeNull();
  expect(
    faultOfAssertion(signedBy("P-256", { origin: "https://a.hold.example.com:8443" }), statement),
  ).toBeNull();
});

it.each([
  ["another statement", {}, /challenge/, `${statement} `],
  ["no check of who the person is", { isUserVerified: false }, /did not check who/, statement],
  ["a frame of another site", { crossOrigin: true }, /inside another site/, statement],
  ["a top origin", { topOrigin: "https://evil.example" }, /inside another site/, statement],
  ["an enrolment", { type: "webauthn.create" }, /another ceremony/, statement],
  [
    "an address that is not of its relying party",
    { origin: "https://nothold.example.com" },
    /not of the relying/,
    statement,
  ],
  [
    "an address that only looks like it",
    { origin: "https://evil.com/hold.example.com" },
    /not of the relying/,
    statement,
  ],
] as const)("a genuine signature over %s is refused, and told why", (_, change, reason, asked) => {
  expect(faultOfAssertion(signedBy("P-256", change), asked)).toMatch(reason);
  expect(faultOfAssertion(signedBy("Ed25519", change), asked)).toMatch(reason);
});

it("a genuine signature for another relying party than it says is refused", () => {
  const elsewhere = { ...signedBy("P-256", { rpId: "example.com" }), rpId: usual.rpId };
  expect(faultOfAssertion(elsewhere, statement)).toMatch(/answered another relying party/);
});

it("a signature by another key, or one byte other, is refused", () => {
  const proof = signedBy("P-256");
  const { publicKeyCose } = signedBy("P-256");
  expect(faultOfAssertion({ ...proof, publicKeyCose }, statement)).toMatch(
    /signature is not that of the key/,
  );
  const signature = `${proof.signature.slice(0, 20)}${proof.signature[20] === "A" ? "B" : "A"}${proof.signature.slice(21)}`;
  expect(faultOfAssertion({ ...proof, signature }, statement)).toMatch(/signature is not that of the key/);
  expect(faultOfAssertion({ ...proof, counter: 2 }, statement)).toMatch(/counter/);
});

it.each([
  ["nothing", new Uint8Array()],
  ["a name twice", Uint8Array.from([0xa2, 1, 2, 1, 2])],
  ["bytes after it", Uint8Array.from([0xa1, 1, 2, 0])],
  ["a map in it", Uint8Array.from([0xa1, 1, 0xa0])],
  ["a length that is not there", Uint8Array.from([0xa1, 0x21, 0x59, 0xff, 0xff])],
  [
    "another curve",
    encodeCbor(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 2],
        [-2, new Uint8Array(32)],
        [-3, new Uint8Array(32)],
      ]),
    ),
  ],
  [
    "a point off its curve",
    encodeCbor(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(32).fill(9)],
        [-3, new Uint8Array(32)],
      ]),
    ),
  ],
])("a key of %s is none", (_, cose) => {
  expect(passkeyOf(Buffer.from(cose))).toBeNull();
});

it("a key is one of exactly the names that its algorithm has: with one more, be it a private part, it is none", () => {
  const names: [number, number | Uint8Array][] = [
    [1, 1],
    [3, -8],
    [-1, 6],
    [-2, new Uint8Array(32).fill(9)],
  ];
  expect(passkeyOf(encodeCbor(new Map(names)))).not.toBeNull();
  for (const more of [-4, 2, 4, 100])
    expect(passkeyOf(encodeCbor(new Map([...names, [more, new Uint8Array(32)]])))).toBeNull();
});

it("an RSA key has 2048 bits at least, and its numbers one way of writing them", () => {
  const rsa = (n: Uint8Array, e: Uint8Array) =>
    passkeyOf(
      encodeCbor(
        new Map<number, number | Uint8Array>([
          [1, 3],
          [3, -257],
          [-1, n],
          [-2, e],
        ]),
      ),
    );
  const [n, e] = [new Uint8Array(256).fill(9), Uint8Array.of(1, 0, 1)];
  expect(rsa(n, e)).not.toBeNull();
  for (const other of [n.subarray(1), Uint8Array.of(0, ...n), new Uint8Array(1_025).fill(9)])
    expect(rsa(other, e)).toBeNull();
  for (const other of [Uint8Array.of(0, ...e), new Uint8Array(), new Uint8Array(9).fill(1)])
    expect(rsa(n, other)).toBeNull();
});
