import { describe, expect, it } from "vitest";
import { softwareAuthenticator } from "#lib/auth/signature/testing/authenticator.ts";
import { chainedAgain, type Loosened } from "../bundle/testing/forge.ts";
import { readEnrolments } from "./enrolments.ts";
import { checkKeysOf } from "./keys-of-log.ts";

const ines = "01980000-0000-7000-8000-000000000001";
const david = "01980000-0000-7000-8000-000000000002";
const { credentialId, publicKeyCose, algorithm } = softwareAuthenticator("Ed25519");
const other = softwareAuthenticator("Ed25519").publicKeyCose;
const key = { credentialId, publicKeyCose, algorithm };
const noon = "2026-11-21T12:00:00.000Z";

function entry(type: string, facts: object, id = ines, at = noon): Loosened {
  const header = { stream: "a log", type, typeVersion: 1, occurredAt: at, recordedAt: at, textDigest: null };
  const actor = { kind: "person", id };
  return { header: { ...header, actor, audience: "room" }, facts: { ...facts }, text: null, textSalt: null };
}
const enrols = (facts: object = {}, by = ines) =>
  entry("PasskeyEnrolled", { person: ines, party: null, ...key, known: "invitation", ...facts }, by);
const revokes = (at = noon, by = ines) => entry("PasskeyRevoked", { person: ines, credentialId }, by, at);
const admits = (facts: object = {}, by = ines) =>
  entry(
    "SignerAdmitted",
    { person: ines, credentialId, party: "producer", by: { means: "invitation" }, ...facts },
    by,
  );
const register = (...entries: Loosened[]) => readEnrolments(chainedAgain(entries));
const findings = (...entries: Loosened[]) => register(...entries).findings.map(({ message }) => message);

describe("the passkeys' log", () => {
  it("holds where each key is enrolled once, by its person, and revoked by them", () => {
    const further = { credentialId: "further", publicKeyCose: other, known: "account" };
    expect(findings(enrols(), admits(), enrols(further), revokes())).toEqual([]);
  });

  it.each([
    ["by another than its person", [enrols({}, david)], "not recorded by the person"],
    ["twice", [enrols(), enrols({ known: "account" })], "was enrolled before"],
    [
      "under a second credential",
      [enrols(), enrols({ credentialId: "second", known: "account" })],
      "was enrolled before",
    ],
    ["with no facts of an enrolment", [enrols({ known: "hearsay" })], "says something, that this verifier"],
    ["as if known otherwise", [enrols({ known: "account" })], "by what the person was known"],
  ])("names a key that is enrolled %s", (_, entries, finding) => {
    expect(findings(...entries)).toEqual([expect.stringContaining(finding)]);
  });

  it("names a revocation of nothing, or by somebody else, and an entry that has no business there", () => {
    expect(findings(revokes())).toEqual([expect.stringContaining("no entry before enrolled the key")]);
    expect(findings(enrols(), revokes(noon, david))).toEqual([
      expect.stringContaining("not recorded by the person"),
    ]);
    expect(findings(entry("NoteAdded", {}))).toEqual([expect.stringContaining("does not know")]);
  });
});

describe("a key's admission to sign for a party", () => {
  const second = { credentialId: "second", publicKeyCose: other, known: "account" };
  const voucher = {
    ...{ method: "passkey", ...key, authenticatorData: "AAAA", clientDataJson: "AAAA", signature: "AAAA" },
    ...{ rpId: "holdpoint.test", origin: "https://holdpoint.test", counter: 0, enrolledBy: null },
  };
  const vouched = {
    means: "countersignature",
    signer: ines,
    statement: "{}",
    statementDigest: "0".repeat(64),
  };

  it("by invitation is the first's alone, and is named where another is said to be", () => {
    expect(findings(enrols(), admits(), enrols(second), admits({ credentialId: "second" }))).toEqual([
      "its key is not its party's first",
    ]);
    expect(
      findings(enrols(), admits(), revokes(), enrols(second), admits({ credentialId: "second" })),
    ).toEqual([]);
    expect(findings(admits())).toEqual([expect.stringContaining("no entry before enrolled the key")]);
  });

  it("by a countersignature that nobody made is named", () => {
    const by = { ...vouched, proof: voucher };
    const told = findings(enrols(), admits(), enrols(second), admits({ credentialId: "second", by }));
    expect(told).toEqual([
      "what was countersigned cannot be read",
      "its digest is not that of what was countersigned",
      expect.stringMatching(/^its countersignature does not hold/),
    ]);
  });
});

describe("a key that a log uses", () => {
  const entries = chainedAgain([enrols(), admits()]);
  const { enrolments } = readEnrolments(entries);
  const enrolment = { seq: 1, hash: entries[0]?.hash ?? "" };
  const named = (facts: object = {}) =>
    entry("SignerEnrolled", { person: ines, party: null, ...key, enrolment, ...facts });
  const signed = (proof: object = {}, at = noon) =>
    entry(
      "VerdictSigned",
      { person: ines, party: "producer", statement: "{}", proof: { method: "passkey", ...key, ...proof } },
      ines,
      at,
    );
  const found = (used: Loosened, of = enrolments) =>
    checkKeysOf(chainedAgain([used]), of).map(({ where, message }) => `${where}: ${message}`);

  it("holds where it is the one that the passkeys' log enrolled, and its entry names that one", () => {
    for (const used of [named(), signed(), signed({ method: "server-attested" }), entry("NoteAdded", {})])
      expect(found(used)).toEqual([]);
  });

  it.each([
    ["is another", named({ publicKeyCose: other }), "its key is not the one that entry 1"],
    ["signs and is another", signed({ publicKeyCose: other }), "its key is not the one that entry 1"],
    ["has another algorithm", signed({ algorithm: -7 }), "its key is not the one that entry 1"],
    ["is somebody else's", named({ person: david }), "for another person"],
    ["nobody enrolled", signed({ credentialId: "unknown" }), "no entry of the passkeys' log"],
    [
      "names no entry",
      entry("SignerEnrolled", { person: ines, party: null, ...key }),
      "does not name entry 1",
    ],
    ["names another entry", named({ enrolment: { seq: 2, hash: "0".repeat(64) } }), "does not name entry 1"],
  ])("and %s is found", (_, used, finding) => {
    expect(found(used)).toEqual([expect.stringContaining(finding)]);
  });

  it("and signs for a party that nobody admitted it to is found; what a role signs is for no party", () => {
    const stranger = register(enrols()).enrolments;
    expect(found(signed(), stranger)).toEqual([expect.stringContaining("did not sign for producer")]);
    const attestation = { person: ines, statement: "{}", proof: { method: "passkey", ...key } };
    expect(found(entry("AttestationSigned", attestation), stranger)).toEqual([]);
  });

  it("of a deputy is worth the word of whoever named them, whose own passkey signs for the party", () => {
    const lead = { person: david, credentialId: "lead", publicKeyCose: other };
    const later = "2026-11-21T13:00:00.000Z";
    const deputy = (person: string) => {
      const statement = JSON.stringify({ deputyFor: { person, named: 3 } });
      const proof = { method: "passkey", ...key };
      return entry("VerdictSigned", { person: ines, party: "producer", statement, proof }, ines, later);
    };
    const { enrolments: known } = register(
      enrols(),
      enrols(lead, david),
      admits({ person: david, credentialId: "lead" }, david),
    );
    expect(found(deputy(david), known)).toEqual([]);
    expect(found(deputy(ines), known)).toEqual([
      expect.stringContaining("had no passkey that signed for producer"),
    ]);
    expect(found(deputy(ines), register(enrols()).enrolments)).toEqual([]);
  });

  it("may be on its way while it is revoked, and signs nothing afterwards", () => {
    const revoked = register(enrols(), admits(), revokes()).enrolments;
    expect(found(signed({}, "2026-11-21T12:00:30.000Z"), revoked)).toEqual([]);
    expect(found(signed({}, "2026-11-21T12:01:01.000Z"), revoked)).toEqual([
      expect.stringContaining("entry 3 of the passkeys' log had revoked its key"),
    ]);
  });
});
