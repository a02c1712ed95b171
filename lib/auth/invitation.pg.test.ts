import { afterAll, describe, expect, it } from "vitest";
import { withClient } from "#scripts/postgres/roles.ts";
import { testDatabase } from "#scripts/testing/database.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const database = await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { findPersonByEmail } = await import("#lib/store/people.ts");
const { acceptInvitation, invite, readInvitation } = await import("./invitation.ts");
const { signIn } = await import("./session/sign-in.ts");

afterAll(() => disconnectStore());

const query = (sql: string) => withClient(database.superuser, (client) => client.query(sql));
const password = "correct horse battery";
const visitor = { address: null, userAgent: null };

async function invited(email: string, isAdministrator = true): Promise<string> {
  const { url } = await invite({ email, name: "Ada", isAdministrator });
  return url.split("/").at(-1) ?? "";
}

describe("an invitation", () => {
  it("makes an account that can sign in", async () => {
    const email = "first@example.com";
    const token = await invited(email);
    expect(await readInvitation(token)).toMatchObject({ email, name: "Ada", isAdministrator: true });
    expect(await acceptInvitation({ token, name: "Ada L.", password })).toEqual({
      ok: true,
      value: { email },
    });
    expect(await findPersonByEmail(email)).toMatchObject({ name: "Ada L.", isAdministrator: true });
    expect(await signIn({ email, password }, visitor)).toMatchObject({ ok: true });
  });

  it("is good once, also when two answers come at once", async () => {
    const token = await invited("twice@example.com");
    const answers = [0, 1, 2].map(() => acceptInvitation({ token, name: "Ada", password }));
    expect((await Promise.all(answers)).filter(({ ok }) => ok)).toHaveLength(1);
    expect(await readInvitation(token)).toBeNull();
  });

  it("is good for 24 hours in database time", async () => {
    const token = await invited("late@example.com");
    await query(
      `UPDATE "Invitation" SET expires_at = expires_at - interval '24 hours' WHERE email = 'late@example.com'`,
    );
    expect(await readInvitation(token)).toBeNull();
    const outcome = await acceptInvitation({ token, name: "Ada", password });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "stale" } });
  });

  it("does not take over an account that exists", async () => {
    await acceptInvitation({ token: await invited("held@example.com"), name: "Ada", password });
    const token = await invited("held@example.com");
    const outcome = await acceptInvitation({ token, name: "Eve", password: "another long password" });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    expect(await signIn({ email: "held@example.com", password }, visitor)).toMatchObject({ ok: true });
  });

  it("stands in the table as a digest that opens nothing", async () => {
    const token = await invited("digest@example.com");
    const { rows } = await query(`SELECT token_digest FROM "Invitation" WHERE email = 'digest@example.com'`);
    expect(rows[0].token_digest).not.toContain(token);
    expect(await readInvitation(rows[0].token_digest)).toBeNull();
  });
});
