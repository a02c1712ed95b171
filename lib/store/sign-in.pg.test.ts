import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { createChallenge, takeChallenge } from "./challenges.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { findCredentialsByEmail, setOneTimeCodeSecret, useOneTimeCodeStep } from "./credentials.ts";
import { createInvitation, findInvitation, takeInvitation } from "./invitations.ts";
import { createPasskey, findPasskey, listPasskeys, raisePasskeyCounter, revokePasskey } from "./passkeys.ts";
import {
  createPerson,
  findPerson,
  findPersonByEmail,
  findPersons,
  listPeople,
  removePerson,
  setRoles,
} from "./people.ts";
import { createSession, endSession, findSession } from "./sessions.ts";
import { clearFailures, countFailures, recordFailure } from "./sign-in-attempts.ts";
import { clientOf, databaseNow, type Transaction, withTransaction } from "./transaction.ts";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
});
afterAll(disconnectStore);

let people = 0;
function person(roles: string[] = [], onCallRoles: string[] = []) {
  people += 1;
  const email = `  Person${people}@Example.com `;
  const given = {
    email,
    name: `Person ${people}`,
    passwordHash: "hash",
    party: "producer",
    roles,
    onCallRoles,
  };
  return withTransaction((tx) => createPerson(tx, given));
}
const inOne = <T>(work: (tx: Transaction) => Promise<T>) => withTransaction(work);
const atOnce = <T>(work: (tx: Transaction) => Promise<T>) =>
  Promise.all(Array.from({ length: 6 }, () => withTransaction(work)));

it("a person is found by the address in any spelling, with standing roles and those on call", async () => {
  const made = await person(["sre-lead"], ["on-call-sre"]);
  expect(made).toMatchObject({
    roles: ["on-call-sre", "sre-lead"],
    onCallRoles: ["on-call-sre"],
    party: "producer",
  });
  expect(await findPersonByEmail(made.email.toUpperCase())).toEqual(made);
  await inOne((tx) => setRoles(tx, made.id, { roles: ["commander"], onCallRoles: [] }));
  expect(await findPerson(made.id)).toMatchObject({ roles: ["commander"], onCallRoles: [] });
});

it("a removed person signs in no more and their sessions end, but the log's names still resolve", async () => {
  const made = await person();
  const session = await inOne((tx) => createSession(tx, { personId: made.id, lifetimeSeconds: 60 }));
  await inOne(async (tx) => removePerson(tx, made.id, await databaseNow(tx)));
  expect(await findPerson(made.id)).toBeNull();
  expect(await findCredentialsByEmail(made.email)).toBeNull();
  expect(await findSession(session.id)).toBeNull();
  expect((await listPeople()).map(({ id }) => id)).not.toContain(made.id);
  expect((await findPersons([made.id])).map(({ name }) => name)).toEqual([made.name]);
});

it("a session lives until it is ended or has run out by the database's time", async () => {
  const { id: personId } = await person();
  const session = await inOne((tx) =>
    createSession(tx, { personId, lifetimeSeconds: 60, userAgent: "a browser" }),
  );
  expect((await findSession(session.id))?.person.id).toBe(personId);
  await inOne((tx) => endSession(tx, session.id));
  expect(await findSession(session.id)).toBeNull();
  const over = await inOne((tx) => createSession(tx, { personId, lifetimeSeconds: 0 }));
  expect(await findSession(over.id)).toBeNull();
});

it("failures count for their subject, within their time, until they are cleared", async () => {
  const subject = newId();
  await inOne((tx) => recordFailure(tx, subject));
  await inOne((tx) => recordFailure(tx, subject));
  await inOne((tx) => recordFailure(tx, "another"));
  expect(await countFailures(subject, 900)).toMatchObject({ count: 2 });
  expect(await countFailures(subject, 0)).toMatchObject({ count: 0, oldestAt: null });
  await inOne((tx) => clearFailures(tx, subject));
  expect(await countFailures(subject, 900)).toMatchObject({ count: 0 });
});

it("a one-time code's step is good once, also for many at once, and no earlier one after it", async () => {
  const { id } = await person();
  await inOne((tx) => setOneTimeCodeSecret(tx, id, "v1.sealed"));
  expect((await atOnce((tx) => useOneTimeCodeStep(tx, id, 100))).filter(Boolean)).toHaveLength(1);
  expect(await inOne((tx) => useOneTimeCodeStep(tx, id, 99))).toBe(false);
  expect(await inOne((tx) => useOneTimeCodeStep(tx, id, 101))).toBe(true);
});

it("a challenge is taken once, by its person, for its purpose, in its time", async () => {
  const { id: personId } = await person();
  const given = {
    personId,
    purpose: "verdict",
    nonce: "n",
    challenge: "c",
    statement: "{}",
    lifetimeSeconds: 60,
  };
  const id = await inOne((tx) => createChallenge(tx, given));
  expect(await inOne((tx) => takeChallenge(tx, { id, personId: newId(), purpose: "verdict" }))).toBeNull();
  expect(await inOne((tx) => takeChallenge(tx, { id, personId, purpose: "enrol" }))).toBeNull();
  const taken = await atOnce((tx) => takeChallenge(tx, { id, personId, purpose: "verdict" }));
  expect(taken.filter((one) => one !== null)).toEqual([
    expect.objectContaining({ id, personId, statement: "{}", decision: null, remediationPlan: null }),
  ]);
  const late = await inOne((tx) => createChallenge(tx, { ...given, lifetimeSeconds: 0 }));
  expect(await inOne((tx) => takeChallenge(tx, { id: late, personId, purpose: "verdict" }))).toBeNull();
});

it("a challenge that a failed transaction took is still there", async () => {
  const { id: personId } = await person();
  const given = { personId, purpose: "verdict", nonce: "n", challenge: "c", lifetimeSeconds: 60 };
  const id = await inOne((tx) => createChallenge(tx, given));
  const failed = inOne(async (tx) => {
    await takeChallenge(tx, { id, personId, purpose: "verdict" });
    throw new Error("undone");
  });
  await expect(failed).rejects.toThrow("undone");
  expect(await inOne((tx) => takeChallenge(tx, { id, personId, purpose: "verdict" }))).not.toBeNull();
});

it("an invitation is taken once and in its time", async () => {
  const given = { email: "New@Example.com", name: "New", isAdministrator: true, lifetimeSeconds: 60 };
  await inOne((tx) => createInvitation(tx, { ...given, tokenDigest: "a".repeat(64) }));
  await inOne((tx) => createInvitation(tx, { ...given, tokenDigest: "b".repeat(64), lifetimeSeconds: 0 }));
  const invitation = { email: "new@example.com", name: "New", isAdministrator: true };
  expect(await findInvitation("a".repeat(64))).toEqual(invitation);
  const taken = await atOnce((tx) => takeInvitation(tx, "a".repeat(64)));
  expect(taken.filter((one) => one !== null)).toEqual([invitation]);
  expect(await findInvitation("a".repeat(64))).toBeNull();
  expect(await inOne((tx) => takeInvitation(tx, "b".repeat(64)))).toBeNull();
});

it("a passkey's counter only rises, except for keys that keep none, and a revoked key is not found", async () => {
  const { id: personId } = await person();
  const key = {
    credentialId: newId(),
    personId,
    publicKeyCose: "k",
    algorithm: -7,
    transports: ["internal"],
    label: "Laptop",
  };
  await inOne((tx) => createPasskey(tx, { ...key, counter: 5 }));
  const raise = (counter: number) => inOne((tx) => raisePasskeyCounter(tx, key.credentialId, counter));
  expect([await raise(5), await raise(4), await raise(6)]).toEqual([false, false, true]);
  expect(await listPasskeys(personId)).toMatchObject([{ ...key, counter: 6 }]);
  const now = await databaseNow();
  expect(await inOne((tx) => revokePasskey(tx, newId(), key.credentialId, now))).toBe(false);
  expect(await inOne((tx) => revokePasskey(tx, personId, key.credentialId, now))).toBe(true);
  expect(await findPasskey(key.credentialId)).toBeNull();
  expect(await clientOf().passkey.count({ where: { personId } })).toBe(1);
});
