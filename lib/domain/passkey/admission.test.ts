import { describe, expect, it } from "vitest";
import { admitFirst, decideAdmission, isFirstOf, vouchersFor } from "./admission.ts";
import type { EnrolledKey, Register } from "./key.ts";

const id = (last: number) => `01980000-0000-7000-8000-00000000000${last}`;
const ids = { ines: id(1), nadia: id(2), david: id(3), alex: id(4), carl: id(5) };
const by = { means: "invitation" as const };
const key = (person: string, parties: string[] = [], more: Partial<EnrolledKey> = {}): EnrolledKey => ({
  credentialId: `key of ${person}`,
  person,
  publicKeyCose: person,
  algorithm: -7,
  seq: 1,
  entryHash: "a".repeat(64),
  admitted: parties.map((party) => ({ party, seq: 2, by })),
  revokedSeq: null,
  ...more,
});
const ines = key(ids.ines, ["producer"]);
const david = key(ids.david, ["consumer"]);
const nadia = key(ids.nadia);
const roster = [
  { id: ids.ines, party: "producer" },
  { id: ids.nadia, party: "producer" },
  { id: ids.david, party: "consumer" },
  { id: ids.alex, party: null },
];
const without = (id: string) => roster.filter((member) => member.id !== id);
const asked = (register: Register, of = nadia, members: typeof roster = roster) =>
  vouchersFor(register, of, "producer", members);

describe("the first passkey of a party", () => {
  it("stands on its invitation, and so does one after each person took their own back", () => {
    expect(isFirstOf([nadia, david], "producer")).toBe(true);
    expect(admitFirst([nadia], nadia, "producer")).toMatchObject([{ facts: { person: ids.nadia, by } }]);
    expect(isFirstOf([ines, nadia], "producer")).toBe(false);
    expect(isFirstOf([{ ...ines, revokedSeq: 3 }, nadia], "producer")).toBe(true);
    expect(admitFirst([nadia], nadia, null)).toEqual([]);
  });
});

describe("a further passkey is countersigned", () => {
  it("by another signer of its party, and by nobody else while there is one", () => {
    expect(asked([ines, nadia, david])).toEqual([ids.ines]);
  });

  it("by its own person where the party has no other signer, with a key that signs already", () => {
    const second = key(ids.ines, [], { credentialId: "second" });
    expect(asked([ines, second, david], second)).toEqual([ids.ines]);
  });

  it("by the other side where the party's signers were removed: an administrator who does it is none the nearer", () => {
    expect(isFirstOf([ines, nadia, david], "producer")).toBe(false);
    expect(asked([ines, nadia, david], nadia, without(ids.ines))).toEqual([ids.david]);
    expect(asked([ines, nadia], nadia, without(ids.ines))).toEqual([]);
  });

  it("never with a key that was revoked, waits itself, or is of a person who changed sides", () => {
    expect(asked([{ ...ines, revokedSeq: 3 }, key(ids.carl, ["producer"]), nadia])).toEqual([]);
    const moved = [{ id: ids.ines, party: "consumer" }, ...without(ids.ines)];
    expect(asked([ines, nadia, david], nadia, moved)).toEqual([ids.david]);
  });

  it("once, and no more where it was revoked meanwhile", () => {
    const proof = { method: "passkey" as const, authenticatorData: "", clientDataJson: "", signature: "" };
    const made = { ...proof, credentialId: ines.credentialId, publicKeyCose: ids.ines, algorithm: -7 };
    const signed = { ...made, rpId: "", origin: "", counter: 0, enrolledBy: null };
    const statement = (signer: string) =>
      JSON.stringify({
        ...{ schema: "holdpoint-countersignature-v1", person: nadia.person, party: "producer", signer },
        ...{ enrolment: { seq: nadia.seq, hash: nadia.entryHash }, credentialId: nadia.credentialId },
        ...{ publicKeyCose: nadia.publicKeyCose, algorithm: -7, nonce: "n".repeat(16) },
        logHead: { seq: 1, hash: nadia.entryHash },
      });
    const given = (signer: string, with_: object = {}) => ({
      credentialId: nadia.credentialId,
      party: "producer",
      by: {
        ...{ means: "countersignature" as const, signer, statement: statement(signer), statementDigest: "" },
        proof: { ...signed, ...with_ },
      },
    });
    const codeOf = (register: Register, signer = ids.ines, more = {}) => {
      const decided = decideAdmission(register, given(signer, more), roster);
      return decided.ok ? null : decided.refusal.code;
    };
    expect(codeOf([ines, nadia])).toBeNull();
    expect(codeOf([ines, nadia], ids.david)).toBe("unauthorised");
    expect(codeOf([ines, nadia], ids.ines, { publicKeyCose: "another" })).toBe("unauthorised");
    const waiting = key(ids.ines, [], { credentialId: "waiting", publicKeyCose: "waiting" });
    const byWaiting = { credentialId: "waiting", publicKeyCose: "waiting" };
    expect(codeOf([ines, waiting, nadia], ids.ines, byWaiting)).toBe("unauthorised");
    expect(codeOf([ines, key(ids.nadia, ["producer"])])).toBe("stale");
    expect(codeOf([ines, { ...nadia, revokedSeq: 4 }])).toBe("stale");
  });
});
