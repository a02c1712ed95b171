import { describe, expect, it } from "vitest";
import type { LoggedPasskeyEvent, NewPasskeyEvent } from "./events.ts";
import type { Register } from "./key.ts";
import {
  asEnrolledKey,
  decidePasskeyEnrolment,
  decidePasskeyRevocation,
  evolveRegister,
  type KeptKey,
} from "./register.ts";

const key = {
  credentialId: "credential",
  person: "ines",
  publicKeyCose: "key",
  algorithm: -7,
  party: "producer",
  label: "laptop",
};
const kept: KeptKey = { ...key, personId: key.person };
const logged = (events: NewPasskeyEvent[], from = 1) =>
  events.map((event, index) => ({ ...event, seq: from + index, hash: "a".repeat(64) }) as LoggedPasskeyEvent);
const eventsOf = (register: Register, given = key) => {
  const decided = decidePasskeyEnrolment(register, given);
  if (!decided.ok) throw new Error(decided.refusal.message);
  return decided.value;
};
const register = logged(eventsOf([])).reduce<Register>(evolveRegister, []);
const messageOf = (given: KeptKey, of: Register = register) => {
  const outcome = asEnrolledKey(of, given);
  return outcome.ok ? null : outcome.refusal.message;
};

describe("a passkey's enrolment", () => {
  it("says by what the person was known: by their invitation once, then by their account", () => {
    const [first] = eventsOf([]);
    expect(first).toMatchObject({ type: "PasskeyEnrolled", facts: { known: "invitation" } });
    const [second] = eventsOf(register, { ...key, credentialId: "second", publicKeyCose: "second" });
    expect(second).toMatchObject({
      facts: { known: "account", party: "producer" },
      text: { label: "laptop" },
    });
  });

  it("is refused for a key or a credential that was enrolled before, for whomever, also once it was revoked", () => {
    const revoked = logged(decidePasskeyRevocation(register, key), 2).reduce(evolveRegister, register);
    for (const known of [register, revoked])
      for (const same of [{ credentialId: "other" }, { publicKeyCose: "other" }])
        expect(decidePasskeyEnrolment(known, { ...key, person: "david", ...same })).toMatchObject({
          ok: false,
          refusal: { code: "conflict", message: expect.stringContaining("One key is one person's") },
        });
  });
});

describe("a passkey signs only as its log enrolled it", () => {
  it("and passes as it was enrolled", () => {
    expect(asEnrolledKey(register, kept)).toMatchObject({ ok: true, value: { seq: 1 } });
  });

  it("with another key, algorithm or person in the table it is refused, and what differs is named", () => {
    const swapped = /“laptop” has another key than entry 1 of the passkeys' log enrolled/;
    expect(messageOf({ ...kept, publicKeyCose: "thief" })).toMatch(swapped);
    expect(messageOf({ ...kept, algorithm: -8 })).toMatch(swapped);
    expect(messageOf({ ...kept, personId: "thief" })).toMatch(
      /enrolled the passkey “laptop” for somebody else/,
    );
    expect(messageOf({ ...kept, credentialId: "put in" })).toMatch(/No entry of the passkeys' log enrolled/);
  });

  it("a second enrolment of its credential, however it came into the log, changes nothing", () => {
    const [event] = logged(eventsOf([], { ...key, publicKeyCose: "thief" }), 2);
    const after = event === undefined ? register : evolveRegister(register, event);
    expect(messageOf(kept, after)).toBeNull();
    expect(messageOf({ ...kept, publicKeyCose: "thief" }, after)).toMatch(/has another key than entry 1/);
  });

  it("once it was revoked it is refused by the entry, also where the table forgot it; it is revoked once", () => {
    const events = decidePasskeyRevocation(register, key);
    const after = logged(events, 2).reduce(evolveRegister, register);
    expect(messageOf(kept, after)).toMatch(/was revoked by entry 2/);
    expect(decidePasskeyRevocation(after, key)).toEqual([]);
    expect(decidePasskeyRevocation(register, { ...key, person: "thief" })).toEqual([]);
  });
});
