import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readHead, readRawEntries } from "#lib/store/log/raw-entries.ts";
import { append, declareOne, note } from "#lib/store/testing/incident.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { type ChainCheck, verifyChain } from "./chain.ts";

let database: TestDatabase;
let superuser: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  superuser = new pg.Client({ connectionString: database.superuser });
  await superuser.connect();
});
afterAll(async () => {
  await disconnectStore();
  await superuser.end();
});

/** Changes a stream as somebody with all rights can: guards off, change, guards on. */
async function alter(sql: string, reference: string): Promise<ChainCheck> {
  for (const table of ["LogEntry", "LogHead"])
    await superuser.query(`ALTER TABLE "${table}" DISABLE TRIGGER ALL`);
  await superuser.query(sql, [reference]);
  for (const table of ["LogEntry", "LogHead"])
    await superuser.query(`ALTER TABLE "${table}" ENABLE TRIGGER ALL`);
  return verifyChain(await readRawEntries(reference, 0), {
    stream: reference,
    head: await readHead(reference),
  });
}

it.each([
  [
    "other facts",
    `UPDATE "LogEntry" SET facts = replace(facts, 'note', 'decision') WHERE stream = $1 AND seq = 3`,
    3,
  ],
  [
    "another text",
    `UPDATE "LogEntry" SET text = replace(text, 'Two', 'Six') WHERE stream = $1 AND seq = 3`,
    3,
  ],
  [
    "another author",
    `UPDATE "LogEntry" SET header = replace(header, '0002"', '0001"') WHERE stream = $1 AND seq = 2`,
    2,
  ],
  [
    "a text that is gone",
    `UPDATE "LogEntry" SET text = NULL, text_salt = NULL WHERE stream = $1 AND seq = 4`,
    4,
  ],
  ["an entry that is gone", `DELETE FROM "LogEntry" WHERE stream = $1 AND seq = 2`, 2],
  ["a last entry that is gone", `DELETE FROM "LogEntry" WHERE stream = $1 AND seq = 4`, 4],
  ["a head that was set back", `UPDATE "LogHead" SET seq = 3 WHERE stream = $1`, 4],
])("after a superuser made %s, the entry that broke is named", async (_, sql, seq) => {
  const reference = await declareOne();
  await append(reference, note("One"), note("Two"), note("Three"));
  expect(await alter("SELECT $1::text", reference)).toMatchObject({ ok: true, entries: 4 });
  expect(await alter(sql, reference)).toMatchObject({ ok: false, seq });
});
