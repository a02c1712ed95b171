import { afterAll, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import type { CommandContext } from "../context.ts";

const database = await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { createPerson } = await import("#lib/store/people.ts");
const { withTransaction } = await import("#lib/store/transaction.ts");
const { readTokens } = await import("#lib/queries/tokens.ts");
const { openWithToken } = await import("#lib/auth/api-token.ts");
const { createToken } = await import("./create.ts");
const { revokeToken } = await import("./revoke.ts");

afterAll(() => disconnectStore());

const add = (name: string, isAdministrator: boolean) =>
  withTransaction((tx) =>
    createPerson(tx, { name, email: `${name}@example.com`, passwordHash: "none", isAdministrator }),
  ).then(({ id }) => id);
const administrator = await add("alex", true);
const outsider = await add("olga", false);
const as = (id: string): CommandContext => ({ actor: { kind: "person", id }, idempotencyKey: newId() });

async function made(name: string) {
  const outcome = await createToken(as(administrator), { name, scopes: ["freeze:read"] });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

it("a token's value is given once and stands nowhere in the database", async () => {
  const { value } = await made("Deployment pipeline");
  expect(value).toMatch(/^hpt_[A-Za-z0-9_-]{43}$/);
  const { rows } = await withClient(database.superuser, (client) =>
    client.query(
      `SELECT "ApiToken"::text AS kept FROM "ApiToken" UNION ALL SELECT "CommandReceipt"::text FROM "CommandReceipt"`,
    ),
  );
  expect(rows).not.toEqual([]);
  for (const { kept } of rows) expect(kept).not.toContain(value.slice(4));
});

it("it opens its door, is seen to have been used, and opens nothing once it is revoked", async () => {
  const { id, value } = await made("Hook");
  expect(await openWithToken(`Bearer ${value}`, "freeze:read")).toMatchObject({
    ok: true,
    token: { name: "Hook" },
  });
  const line = (await readTokens({ personId: administrator, isAdministrator: true })).tokens.find(
    (token) => token.id === id,
  );
  expect(line).toMatchObject({ createdBy: "alex", lastUsedAt: expect.any(String), revokedAt: null });
  expect(await revokeToken(as(administrator), { id })).toMatchObject({ ok: true, value: { name: "Hook" } });
  expect(await openWithToken(`Bearer ${value}`, "freeze:read")).toEqual({
    ok: false,
    because: "unknown-token",
  });
  expect(await revokeToken(as(administrator), { id })).toMatchObject({
    ok: false,
    refusal: { code: "stale" },
  });
});

it("only an administrator makes tokens that act for nobody, and sees and revokes those of others", async () => {
  const { id } = await made("Guarded");
  const refused = { ok: false, refusal: { code: "unauthorised" } };
  expect(await createToken(as(outsider), { name: "Mine", scopes: ["freeze:read"] })).toMatchObject(refused);
  expect(await revokeToken(as(outsider), { id })).toMatchObject(refused);
  expect((await readTokens({ personId: outsider, isAdministrator: false })).tokens).toEqual([]);
});

it("a token that hands in is made by the person it acts for, and ends with them or by their own hand", async () => {
  const scopes = ["evidence:write" as const];
  const fromShell = { actor: { kind: "console" as const, id: "command-line" }, idempotencyKey: newId() };
  const refused = { ok: false, refusal: { code: "unauthorised" } };
  expect(await createToken(fromShell, { name: "From the shell", scopes })).toMatchObject(refused);
  const mine = await createToken(as(outsider), { name: "My pipeline", scopes });
  if (!mine.ok) throw new Error(mine.refusal.message);
  const open = () => openWithToken(`Bearer ${mine.value.value}`, "evidence:write");
  expect(await open()).toMatchObject({ ok: true, actsFor: outsider });
  const own = await readTokens({ personId: outsider, isAdministrator: false });
  expect(own.tokens.map(({ name }) => name)).toEqual(["My pipeline"]);
  expect(await revokeToken(as(outsider), { id: mine.value.id })).toMatchObject({ ok: true });
  expect(await open()).toEqual({ ok: false, because: "unknown-token" });

  const leaver = await add("lena", false);
  const theirs = await createToken(as(leaver), { name: "Of who leaves", scopes });
  if (!theirs.ok) throw new Error(theirs.refusal.message);
  await withClient(database.superuser, (client) =>
    client.query(`UPDATE "Person" SET removed_at = now() WHERE id = $1`, [leaver]),
  );
  expect(await openWithToken(`Bearer ${theirs.value.value}`, "evidence:write")).toMatchObject({
    because: "nobody",
  });
});

it("of two tokens made at once under one name there is one", async () => {
  const both = await Promise.all(
    [1, 2].map(() => createToken(as(administrator), { name: "Twin", scopes: ["freeze:read"] })),
  );
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "conflict" } });
});

it.each([
  ["no name", { name: " ", scopes: ["freeze:read"] }, /expected a name/],
  ["no scope", { name: "Nothing", scopes: [] }, /expected at least one scope/],
  ["a scope that is none", { name: "Other", scopes: ["everything"] }, /expected a scope/],
])("%s is refused in words", async (_, raw, words) => {
  const outcome = await createToken(as(administrator), raw as Parameters<typeof createToken>[1]);
  expect(outcome).toMatchObject({ ok: false, refusal: { code: "invalid" } });
  expect(outcome.ok ? "" : outcome.refusal.blockers[0]?.message).toMatch(words);
});
