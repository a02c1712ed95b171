import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { clientOf, databaseNow, notifyAtEnd, type Transaction, withTransaction } from "./transaction.ts";

let database: TestDatabase;
let outside: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  const elsewhere = new URL(database.superuser);
  elsewhere.pathname = "/postgres";
  outside = new pg.Client({ connectionString: elsewhere.href });
  await outside.connect();
});
afterAll(async () => {
  await disconnectStore();
  await outside.end();
});

async function cutOff(tx: Transaction): Promise<void> {
  const rows = await clientOf(tx).$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  await outside.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
}

it("tells the database's time in UTC with milliseconds", async () => {
  const now = await databaseNow();
  expect(now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const compared = await outside.query(
    "SELECT abs(extract(epoch FROM clock_timestamp() - $1::timestamptz)) < 5 AS near",
    [now],
  );
  expect(compared.rows).toEqual([{ near: true }]);
});

it("a connection that is lost in the middle is said to be that, and the next transaction works", async () => {
  for (let round = 0; round < 3; round++) {
    const lost = withTransaction(async (tx) => {
      await cutOff(tx);
      await clientOf(tx).person.count();
    });
    await expect(lost).rejects.toMatchObject({ code: "unavailable" });
    await expect(withTransaction((tx) => databaseNow(tx))).resolves.toMatch(/Z$/);
  }
});

it("a database that takes no connections is said to be unavailable, with or without a transaction", async () => {
  await outside.query(`ALTER DATABASE "${database.name}" ALLOW_CONNECTIONS false`);
  try {
    await outside.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [
      database.name,
    ]);
    await expect(databaseNow()).rejects.toMatchObject({ code: "unavailable" });
    await expect(withTransaction((tx) => databaseNow(tx))).rejects.toMatchObject({ code: "unavailable" });
    await expect(clientOf().person.count()).rejects.toMatchObject({ code: "unavailable" });
  } finally {
    await outside.query(`ALTER DATABASE "${database.name}" ALLOW_CONNECTIONS true`);
  }
  await expect(databaseNow()).resolves.toMatch(/Z$/);
});

it("an error of the work itself comes out as it was, and what the work wrote is gone", async () => {
  const own = new Error("mine");
  const work = withTransaction(async (tx) => {
    await clientOf(tx).$executeRaw`SELECT open_stream('GONE')`;
    throw own;
  });
  await expect(work).rejects.toBe(own);
  expect(await clientOf().logHead.count({ where: { stream: "GONE" } })).toBe(0);
});

it("a refusal of the log's guards is a broken invariant", async () => {
  const work = withTransaction(
    (tx) => clientOf(tx).$executeRaw`SELECT append_entry('NONE', 1, '', '{}', '', NULL, NULL)`,
  );
  await expect(work).rejects.toMatchObject({ code: "broken-invariant" });
});

it("a transaction that its process forgot is ended by the database, and its locks go with it", async () => {
  const usual = await clientOf().$queryRaw`SHOW idle_in_transaction_session_timeout`;
  expect(usual).toEqual([{ idle_in_transaction_session_timeout: "10s" }]);
  const other = new pg.Client({ connectionString: database.app });
  await other.connect();
  const forgotten = withTransaction(async (tx) => {
    await clientOf(tx).$executeRaw`SET LOCAL idle_in_transaction_session_timeout = '200ms'`;
    await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(4711)`;
    // Returns once the database has taken the lock away from this transaction.
    await other.query("SELECT pg_advisory_lock(4711)");
    await databaseNow(tx);
  });
  await expect(forgotten).rejects.toMatchObject({ code: "unavailable" });
  await other.end();
});

it("a transaction cannot be used after its end", async () => {
  const kept = await withTransaction(async (tx) => tx);
  await expect(async () => databaseNow(kept)).rejects.toMatchObject({ code: "broken-invariant" });
});

it("announces with the commit, one last payload for a subject, and nothing when it is rolled back", async () => {
  const listening = new pg.Client({ connectionString: database.app });
  await listening.connect();
  const heard: (string | undefined)[] = [];
  listening.on("notification", ({ payload }) => heard.push(payload));
  await listening.query("LISTEN holdpoint");
  await withTransaction(async (tx) => {
    notifyAtEnd(tx, "a", "a:1");
    notifyAtEnd(tx, "a", "a:2");
    notifyAtEnd(tx, "b", "b:1");
    await listening.query("SELECT 1");
    expect(heard).toEqual([]);
  });
  const undone = withTransaction(async (tx) => {
    notifyAtEnd(tx, "a", "a:3");
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await expect.poll(() => heard).toEqual(["a:2", "b:1"]);
  await listening.query("SELECT 1");
  expect(heard).toHaveLength(2);
  await listening.end();
});
