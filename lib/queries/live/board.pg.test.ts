import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase } from "#scripts/testing/database.ts";

const database = await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { createPerson } = await import("#lib/store/people.ts");
const { createSession } = await import("#lib/store/sessions.ts");
const { withTransaction } = await import("#lib/store/transaction.ts");
const { openBoardStream } = await import("./board.ts");
const { liveHub } = await import("./hub.ts");

const [holder, superuser] = [new pg.Client(database.superuser), new pg.Client(database.superuser)];
const leave = new AbortController();

beforeAll(() => Promise.all([holder.connect(), superuser.connect()]));
afterAll(async () => {
  leave.abort();
  await liveHub().stop();
  await Promise.all([holder.end(), superuser.end()]);
  await disconnectStore();
});

const session = (name: string) =>
  withTransaction(async (tx) => {
    const { id } = await createPerson(tx, { name, email: `${name}@example.com`, passwordHash: "none" });
    return (await createSession(tx, { personId: id, lifetimeSeconds: 600 })).id;
  });

it("a screen that opens while sessions are asked about is not told that its own has ended", async () => {
  const [first, second] = [await session("ines"), await session("david")];
  await openBoardStream(first, leave.signal);
  await holder.query('BEGIN; LOCK TABLE "UserSession" IN ACCESS EXCLUSIVE MODE');
  await expect
    .poll(async () => (await superuser.query("SELECT 1 FROM pg_locks WHERE NOT granted")).rows.length, {
      timeout: 30_000,
    })
    .toBeGreaterThan(0);
  const stream = (await openBoardStream(second, leave.signal)).getReader();
  await holder.query("COMMIT");
  let told = "";
  while (!told.includes("event: changed")) {
    await superuser.query("SELECT pg_notify('holdpoint', 'checkpoint:CHK-2026-0001:1')");
    const { done, value } = await stream.read();
    if (done) break;
    told += new TextDecoder().decode(value);
  }
  expect(told).not.toContain("event: end");
  expect(told).toContain("event: changed");
});
