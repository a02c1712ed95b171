import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { withClient } from "#scripts/postgres/roles.ts";
import { testDatabase } from "#scripts/testing/database.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const database = await testDatabase();
const { settings } = await import("#lib/platform/env.ts");
const request = { cookie: { name: "", value: "" } };
// Outside Next there is no request to read: these are the two things that an action reads of it.
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ origin: settings().url, "x-holdpoint-address": "203.0.113.9" }),
  cookies: async () => ({
    get: (name: string) => (name === request.cookie.name ? request.cookie : undefined),
  }),
}));

const { disconnectStore } = await import("#lib/store/client.ts");
const { listApiTokens } = await import("#lib/store/api-tokens.ts");
const { signIn } = await import("#lib/auth/session/sign-in.ts");
const { cookieOf } = await import("#lib/auth/testing/session-cookie.ts");
const { ownKey } = await import("#lib/commands/testing/own-key.ts");
const { newSigner, password } = await import("#lib/auth/testing/people.ts");
const { createTokenAction, revokeTokenAction } = await import("#app/(console)/settings/tokens/actions.ts");
const confirming = await import("#app/(console)/_confirming/actions.ts");

const origin = settings().url;
const rpId = new URL(origin).hostname;
const query = (sql: string) => withClient(database.superuser, (client) => client.query(sql));
type Signer = Awaited<ReturnType<typeof newSigner>>;

afterAll(() => disconnectStore());
beforeEach(() => query(`DELETE FROM "SignInAttempt"`));

/** The next requests come from a new session of this person. */
async function comesFrom(who: Signer) {
  const opened = await signIn({ email: who.email, password }, { address: null, userAgent: null });
  if (!opened.ok) throw new Error(opened.refusal.message);
  const { sessionId } = opened.value;
  request.cookie = await cookieOf(sessionId);
  return sessionId;
}

const age = (sessionId: string, minutes: number) =>
  query(`UPDATE "UserSession" SET confirmed_at = clock_timestamp() - interval '${minutes} minutes'
    WHERE id = '${sessionId}'`);

async function fromAnOldSession() {
  const who = await newSigner();
  const sessionId = await comesFrom(who);
  await age(sessionId, 16);
  return { who, sessionId };
}

const send = <T>(action: (given: { idempotencyKey: string; input: unknown }) => Promise<T>, input: unknown) =>
  action({ idempotencyKey: randomUUID(), input });
const makeToken = () =>
  send(createTokenAction, { name: `Pipeline ${randomUUID()}`, scopes: ["evidence:write"] });
const made = async (who: Signer) => (await listApiTokens(who.personId)).length;
const unconfirmed = { ok: false, refusal: { code: "unconfirmed", rule: null } };
const unauthorised = { ok: false, refusal: { code: "unauthorised" } };

async function asked() {
  const question = await send(confirming.askPasskeyAction, {});
  if (!question.ok || question.value === null) throw new Error("no passkey was asked");
  const { challengeId, options } = question.value;
  expect(options.userVerification).toBe("required");
  return { challengeId, ceremony: { challenge: options.challenge, origin, rpId } };
}

it("a dangerous action passes within 15 minutes of signing in", async () => {
  const who = await newSigner();
  await age(await comesFrom(who), 14);
  expect(await makeToken()).toMatchObject({ ok: true });
  expect(await made(who)).toBe(1);
});

it("a dangerous action is refused as unconfirmed 16 minutes later and changes nothing; any other one passes", async () => {
  const { who } = await fromAnOldSession();
  expect(await makeToken()).toMatchObject(unconfirmed);
  expect(await made(who)).toBe(0);
  const other = await send(revokeTokenAction, { id: randomUUID() });
  expect(other).not.toMatchObject(unconfirmed);
});

it("the password confirms this session and no other", async () => {
  const { who, sessionId } = await fromAnOldSession();
  await age(await comesFrom(who), 16);
  expect(await send(confirming.confirmWithPasswordAction, { password: "wrong" })).toMatchObject(unauthorised);
  expect(await makeToken()).toMatchObject(unconfirmed);
  expect(await send(confirming.confirmWithPasswordAction, { password })).toMatchObject({ ok: true });
  expect(await makeToken()).toMatchObject({ ok: true });
  request.cookie = await cookieOf(sessionId);
  expect(await makeToken()).toMatchObject(unconfirmed);
  expect(await made(who)).toBe(1);
});

it("wrong passwords close the door as at sign-in, to the right one too", async () => {
  await fromAnOldSession();
  for (let time = 0; time < 5; time += 1)
    await send(confirming.confirmWithPasswordAction, { password: `guess ${time}` });
  const closed = await send(confirming.confirmWithPasswordAction, { password });
  expect(closed).toMatchObject({ refusal: { message: expect.stringMatching(/^Too many failed attempts/) } });
  expect(await makeToken()).toMatchObject(unconfirmed);
});

it("a passkey confirms, with a challenge that is good once", async () => {
  const { who, sessionId } = await fromAnOldSession();
  const key = await ownKey(who.personId);
  const { challengeId, ceremony } = await asked();
  const answer = { challengeId, response: key.assert(ceremony) };
  expect(await send(confirming.confirmWithPasskeyAction, answer)).toMatchObject({ ok: true });
  expect(await makeToken()).toMatchObject({ ok: true });
  await age(sessionId, 16);
  const again = await send(confirming.confirmWithPasskeyAction, {
    challengeId,
    response: key.assert(ceremony),
  });
  expect(again).toMatchObject({ ok: false, refusal: { code: "stale" } });
  expect(await makeToken()).toMatchObject(unconfirmed);
});

it("a passkey confirms nothing unverified, over another challenge, for another person or for another session", async () => {
  const { who } = await fromAnOldSession();
  const [key, foreign] = [await ownKey(who.personId), await ownKey((await newSigner()).personId)];
  const attempt = async (by: typeof key, fault: object) => {
    const { challengeId, ceremony } = await asked();
    const response = by.assert({ ...ceremony, ...fault });
    return send(confirming.confirmWithPasskeyAction, { challengeId, response });
  };
  expect(await attempt(key, { isUserVerified: false })).toMatchObject(unauthorised);
  expect(await attempt(key, { challenge: "AAAA" })).toMatchObject(unauthorised);
  expect(await attempt(foreign, {})).toMatchObject(unauthorised);
  const { challengeId, ceremony } = await asked();
  await age(await comesFrom(who), 16);
  const moved = await send(confirming.confirmWithPasskeyAction, {
    challengeId,
    response: key.assert(ceremony),
  });
  expect(moved).toMatchObject({ ok: false, refusal: { code: "stale" } });
  expect(await makeToken()).toMatchObject(unconfirmed);
});

it("without a passkey none is asked", async () => {
  await fromAnOldSession();
  expect(await send(confirming.askPasskeyAction, {})).toEqual({ ok: true, value: null });
});
