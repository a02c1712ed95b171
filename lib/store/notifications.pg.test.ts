import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { listen } from "./notifications.ts";
import { appendOutput, readOutput, readOutputTail } from "./step-output.ts";
import { append, declareOne, note } from "./testing/incident.ts";

let database: TestDatabase;
let outside: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  outside = new pg.Client({ connectionString: database.superuser });
  await outside.connect();
});
afterAll(async () => {
  await disconnectStore();
  await outside.end();
});

const isListening = async () => {
  const sql =
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'holdpoint-listen' AND datname = $1";
  return (await outside.query<{ n: number }>(sql, [database.name])).rows[0]?.n;
};

it("tells the address and the last place once for each transaction", async () => {
  const heard: string[] = [];
  const stop = await listen((payload) => heard.push(payload));
  const reference = await declareOne();
  await append(reference, note("One"), note("Two"), note("Three"));
  await expect.poll(() => heard).toEqual([`incident:${reference}:1`, `incident:${reference}:4`]);
  await stop();
  expect(await isListening()).toBe(0);
});

it("listens again after its connection was lost, and says that payloads may be missing", async () => {
  const heard: string[] = [];
  const happened: string[] = [];
  const stop = await listen({
    onPayload: (payload) => heard.push(payload),
    onReconnect: () => happened.push("again"),
    onLost: () => happened.push("lost"),
  });
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'holdpoint-listen' AND datname = $1`;
  await outside.query(cut, [database.name]);
  await expect.poll(() => happened, { timeout: 10_000 }).toEqual(["lost", "again"]);
  const reference = await declareOne();
  await expect.poll(() => heard).toEqual([`incident:${reference}:1`]);
  await stop();
  expect(await isListening()).toBe(0);
});

it("output is kept in order, read after a place or from its end, and told once for each addition", async () => {
  const heard: string[] = [];
  const stop = await listen((payload) => heard.push(payload));
  const address = { runId: newId(), step: "redeploy", attempt: 1 };
  for (const text of ["one\n", "two \u0000 \ud800\n", "three\n"]) await appendOutput(address, [text]);
  await appendOutput({ ...address, attempt: 2 }, ["other\n"]);
  const chunks = await readOutput(address);
  expect(chunks.map(({ chunk, text }) => [chunk, text])).toEqual([
    [1, "one\n"],
    [2, "two \ufffd \ufffd\n"],
    [3, "three\n"],
  ]);
  expect((await readOutput(address, 1)).map(({ chunk }) => chunk)).toEqual([2, 3]);
  const lastTwo = await readOutputTail(address, { chunks: 2, characters: 1000 });
  expect(lastTwo.map(({ chunk }) => chunk)).toEqual([2, 3]);
  await expect.poll(() => heard).toEqual(Array.from({ length: 4 }, () => `output:${address.runId}`));
  await stop();
});
