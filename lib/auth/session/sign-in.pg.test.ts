import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "#scripts/postgres/roles.ts";
import { testDatabase } from "#scripts/testing/database.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const database = await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { withTransaction } = await import("#lib/store/transaction.ts");
const { endSession } = await import("#lib/store/sessions.ts");
const { removePerson } = await import("#lib/store/people.ts");
const { signIn } = await import("./sign-in.ts");
const { findViewer } = await import("./viewer.ts");
const { newSigner, password } = await import("../testing/people.ts");

afterAll(() => disconnectStore());
beforeEach(() => query(`DELETE FROM "SignInAttempt"`));

const query = (sql: string) => withClient(database.superuser, (client) => client.query(sql));
const visitor = (address: string | null = null) => ({ address, userAgent: "test" });
const wrongly = (email: string, address: string | null = null) =>
  signIn({ email, password: "wrong password" }, visitor(address));

async function failures(times: number, email: string, address: string | null = null) {
  for (let time = 0; time < times; time += 1) await wrongly(email, address);
}

async function opened(email: string): Promise<string> {
  const outcome = await signIn({ email, password }, visitor());
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value.sessionId;
}

describe("signing in", () => {
  it("opens a session of 12 hours for the right password, however the address is written", async () => {
    const { personId, email } = await newSigner();
    const sessionId = await opened(` ${email.toUpperCase()} `);
    expect(await findViewer(sessionId)).toMatchObject({
      personId,
      email,
      roles: ["captain"],
      party: "producer",
    });
    const { rows } = await query(
      `SELECT extract(epoch FROM expires_at - now()) / 3600 AS hours FROM "UserSession" WHERE id = '${sessionId}'`,
    );
    expect(Number(rows[0].hours)).toBeCloseTo(12, 1);
  });

  it("refuses a wrong password and an unknown account in the same words", async () => {
    const { email } = await newSigner();
    const wrong = await wrongly(email);
    expect(wrong).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(await wrongly("nobody@example.com")).toEqual(wrong);
  });

  it.each([{}, null, { email: "not an address", password }, { email: "a@example.com", password: "" }])(
    "refuses what is no e-mail and password: %j",
    async (typed) => {
      expect(await signIn(typed, visitor())).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    },
  );
});

describe("a session", () => {
  it("is nobody's once it was ended", async () => {
    const sessionId = await opened((await newSigner()).email);
    await withTransaction((tx) => endSession(tx, sessionId));
    expect(await findViewer(sessionId)).toBeNull();
  });

  it("is nobody's once its person was removed", async () => {
    const { email, personId } = await newSigner();
    const sessionId = await opened(email);
    await query(`UPDATE "Person" SET removed_at = now() WHERE id = '${personId}'`);
    expect(await findViewer(sessionId)).toBeNull();
    await withTransaction((tx) => removePerson(tx, personId, "2026-01-01T00:00:00.000Z"));
    expect(await signIn({ email, password }, visitor())).toMatchObject({ ok: false });
  });

  it("is nobody's once its time has run out", async () => {
    const sessionId = await opened((await newSigner()).email);
    await query(`UPDATE "UserSession" SET expires_at = now() WHERE id = '${sessionId}'`);
    expect(await findViewer(sessionId)).toBeNull();
  });
});

describe("guessing", () => {
  it("closes an account after five failures, to the right password too, and says until when", async () => {
    const { email } = await newSigner();
    await failures(5, email);
    const outcome = await signIn({ email, password }, visitor());
    if (outcome.ok) throw new Error("the door was open");
    const [, hours, minutes] = /Try again at (\d\d):(\d\d) UTC/.exec(outcome.refusal.message) ?? [];
    const { rows } = await query("SELECT now() + interval '15 minutes' AS until");
    const said = Number(hours) * 60 + Number(minutes);
    const expected = rows[0].until.getUTCHours() * 60 + rows[0].until.getUTCMinutes();
    expect((said - expected + 1440) % 1440).toBeLessThanOrEqual(1);
  });

  it("opens the account again 15 minutes after the first of the five", async () => {
    const { email } = await newSigner();
    await failures(5, email);
    await query(`UPDATE "SignInAttempt" SET at = at - interval '15 minutes 1 second'
      WHERE id IN (SELECT id FROM "SignInAttempt" ORDER BY at LIMIT 2)`);
    expect(await signIn({ email, password }, visitor())).toMatchObject({ ok: true });
  });

  it("does not keep an account closed by knocking on", async () => {
    const { email } = await newSigner();
    await failures(12, email);
    const { rows } = await query(`SELECT count(*)::int AS count FROM "SignInAttempt" GROUP BY subject`);
    expect(rows.map(({ count }) => count)).toEqual([5, 5]);
  });

  it("leaves the account open to its person, who comes from another address than the guesser", async () => {
    const { email } = await newSigner();
    await failures(8, email, "192.0.2.66");
    expect(await signIn({ email, password }, visitor("192.0.2.66"))).toMatchObject({ ok: false });
    expect(await signIn({ email, password }, visitor("192.0.2.67"))).toMatchObject({ ok: true });
  });

  it("closes the account for a hundred failures from everywhere", async () => {
    const { email } = await newSigner();
    for (let address = 0; address < 25; address += 1) await failures(4, email, `192.0.2.${address}`);
    expect(await signIn({ email, password }, visitor("192.0.2.99"))).toMatchObject({ ok: false });
  });

  it("is limited when all guesses come at once", async () => {
    const { email } = await newSigner();
    const guesses = Array.from({ length: 12 }, () => wrongly(email));
    const told = (await Promise.all(guesses)).map((outcome) => (outcome.ok ? "" : outcome.refusal.message));
    expect(told.filter((message) => message.startsWith("Too many"))).toHaveLength(7);
  });

  it("forgets an account's failures after a success", async () => {
    const { email } = await newSigner();
    await failures(4, email);
    await opened(email);
    await failures(4, email);
    expect(await signIn({ email, password }, visitor())).toMatchObject({ ok: true });
  });

  it("closes an address after twenty failures over many accounts, and leaves other addresses open", async () => {
    const { email } = await newSigner();
    for (let account = 0; account < 20; account += 1)
      await wrongly(`guess-${account}@example.com`, "192.0.2.7");
    expect(await signIn({ email, password }, visitor("192.0.2.7"))).toMatchObject({ ok: false });
    expect(await signIn({ email, password }, visitor("192.0.2.8"))).toMatchObject({ ok: true });
  });

  it("does not count a success against the address", async () => {
    const { email } = await newSigner();
    for (let time = 0; time < 21; time += 1) {
      expect(await signIn({ email, password }, visitor("192.0.2.9"))).toMatchObject({ ok: true });
    }
  });

  it("stores neither the address typed nor the password", async () => {
    await wrongly("my-password-by-mistake@example.com");
    const { rows } = await query(`SELECT subject FROM "SignInAttempt"`);
    expect(JSON.stringify(rows)).not.toMatch(/mistake|wrong password/);
  });
});
