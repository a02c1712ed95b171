import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { beforeFirst, type RawEntry } from "#lib/domain/record/entry.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { actorOf, declaration } from "../testing/event-sequences.ts";
import { sealEntry } from "./entry.ts";
import { assertLogIsGuarded } from "./log-guard.ts";

const now = "2026-03-01T12:00:00.000Z";
const zero = { seq: 0, hash: beforeFirst };
let database: TestDatabase;
let stream: string;
let first: RawEntry;
let streams = 0;

const opened: pg.Client[] = [];
async function as(role: "app" | "worker" | "migrator" | "superuser"): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database[role] });
  await client.connect();
  opened.push(client);
  return client;
}
let app: pg.Client;
let owner: pg.Client;
let superuser: pg.Client;

const appending = "SELECT append_entry($1, $2, $3, $4, $5, $6, $7)";
const inserting = `INSERT INTO "LogEntry" (stream, seq, hash, header, facts, text, text_salt, prev_hash, recorded_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
const parts = (entry: RawEntry) => [
  stream,
  entry.seq,
  entry.hash,
  entry.header,
  entry.facts,
  entry.text,
  entry.textSalt,
];
const append = (client: pg.Client, entry: RawEntry) => client.query(appending, parts(entry));
const seal = (after: { seq: number; hash: string }, words = "Words") =>
  sealEntry(declaration(stream, { words, now, clock: "" }), { stream, after, actor: actorOf(1), now });
const phaseAfter = (after: { seq: number; hash: string }) =>
  sealEntry(
    { type: "PhaseEntered", facts: { phase: "recovering" }, text: {} },
    { stream, after, actor: actorOf(1), now },
  );
const redactionOf = (redacts: number, after: { seq: number; hash: string }) =>
  sealEntry(
    { type: "TextRedacted", facts: { redacts }, text: { reason: "law" } },
    { stream, after, actor: actorOf(1), now },
  );

beforeAll(async () => {
  database = await testDatabase();
  [app, owner, superuser] = [await as("app"), await as("migrator"), await as("superuser")];
});
afterAll(() => Promise.all(opened.map((client) => client.end())));
beforeEach(async () => {
  streams += 1;
  stream = `INC-2026-${String(streams).padStart(4, "0")}`;
  await app.query("SELECT open_stream($1)", [stream]);
  first = seal(zero);
  await append(app, first);
});
// One anchor, because a guard of each row refuses nothing where there is none.
beforeAll(async () => {
  const worker = await as("worker");
  const leaf = JSON.stringify({ stream: "X", seq: 1, hash: "a".repeat(64) });
  await worker.query("SELECT append_anchors($1, 1, 'note')", [[leaf]]);
});

describe("appending", () => {
  it("an entry after the head is taken, and the head moves to it", async () => {
    const second = phaseAfter(first);
    await append(app, second);
    const head = await app.query('SELECT seq, hash FROM "LogHead" WHERE stream = $1', [stream]);
    expect(head.rows).toEqual([{ seq: 2, hash: second.hash }]);
  });

  it("an entry out of order, doubled or after another head is refused", async () => {
    await expect(append(app, phaseAfter({ seq: 5, hash: first.hash }))).rejects.toThrow(
      /does not follow its head/,
    );
    await expect(append(app, first)).rejects.toThrow(/does not follow its head/);
    const elsewhere = phaseAfter({ seq: 1, hash: "b".repeat(64) });
    await expect(append(app, elsewhere)).rejects.toThrow(/names another place/);
  });

  it("an entry whose bytes are not those that were digested is refused", async () => {
    const second = seal(first, "Honest words");
    const altered: [Partial<RawEntry>, RegExp][] = [
      [{ hash: "a".repeat(64) }, /hash of entry 2/],
      [{ header: second.header.replace("recordedAt", "recordedAT") }, /hash of entry 2/],
      [{ header: second.header.replace("person", "console") }, /hash of entry 2/],
      [{ facts: second.facts.replace("SEV-2", "SEV-1") }, /facts of entry 2/],
      [{ text: second.text?.replace("Honest", "Other") ?? null }, /text of entry 2/],
      [{ textSalt: "A".repeat(43) }, /text of entry 2/],
      [{ text: null }, /text of entry 2/],
      [{ text: null, textSalt: null }, /text of entry 2/],
      [{ textSalt: null }, /text of entry 2/],
    ];
    for (const [change, reason] of altered) {
      await expect(append(app, { ...second, ...change })).rejects.toThrow(reason);
    }
    await append(app, second);
  });

  it("a stream that was never opened takes nothing, and none is opened twice", async () => {
    await expect(app.query(appending, ["NONE", ...parts(first).slice(1)])).rejects.toThrow(
      /there is no stream/,
    );
    await expect(app.query("SELECT open_stream($1)", [stream])).rejects.toThrow(/duplicate key/);
  });
});

const attacks = (): [string, string, unknown[]][] => [
  ["update of an entry", `UPDATE "LogEntry" SET facts = '{}' WHERE stream = $1`, [stream]],
  ["update of a text", `UPDATE "LogEntry" SET text = '{}' WHERE stream = $1`, [stream]],
  ["removal of a text", `UPDATE "LogEntry" SET text = NULL, text_salt = NULL WHERE stream = $1`, [stream]],
  ["deletion of an entry", `DELETE FROM "LogEntry" WHERE stream = $1`, [stream]],
  ["truncation of the entries", `TRUNCATE "LogEntry"`, []],
  ["truncation of the heads", `TRUNCATE "LogHead"`, []],
  ["rewinding a head", `UPDATE "LogHead" SET seq = 0, hash = repeat('0', 64) WHERE stream = $1`, [stream]],
  ["moving a head on", `UPDATE "LogHead" SET seq = 2, hash = repeat('a', 64) WHERE stream = $1`, [stream]],
  ["deletion of a head", `DELETE FROM "LogHead" WHERE stream = $1`, [stream]],
  ["a head that begins late", `INSERT INTO "LogHead" VALUES ('X', 5, repeat('a', 64))`, []],
  ["update of an anchor", `UPDATE "AnchorLeaf" SET leaf = '{}'`, []],
  ["deletion of an anchor", `DELETE FROM "AnchorLeaf"`, []],
  ["truncation of the anchors", `TRUNCATE "AnchorLeaf"`, []],
  ["an anchor out of order", `INSERT INTO "AnchorLeaf" (index, leaf) VALUES (7, '{}')`, []],
  ["update of a tree head", `UPDATE "AnchorHead" SET note = ''`, []],
  ["deletion of a tree head", `DELETE FROM "AnchorHead"`, []],
  ["truncation of the tree heads", `TRUNCATE "AnchorHead"`, []],
  ["a tree head over leaves that are not there", `INSERT INTO "AnchorHead" VALUES (7, '')`, []],
  ["an entry out of order", inserting, [...parts(phaseAfter({ seq: 7, hash: first.hash })), first.hash, now]],
];
const alterations = [
  'ALTER TABLE "LogEntry" DISABLE TRIGGER ALL',
  'ALTER TABLE "LogHead" DISABLE TRIGGER head_update',
  'DROP TRIGGER entry_update ON "LogEntry"',
  'DROP TABLE "LogEntry"',
  "DROP FUNCTION append_entry(text, int, text, text, text, text, text)",
  "CREATE OR REPLACE FUNCTION guard_entry_update() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  "SET session_replication_role = replica",
  "SET ROLE holdpoint_migrator",
  'GRANT UPDATE ON "LogEntry" TO holdpoint_app',
  'DO $$ BEGIN LOCK TABLE "LogEntry" IN ACCESS EXCLUSIVE MODE; END $$',
];

describe("attacks", () => {
  it.each(["app", "worker"] as const)("every attack of the %s role on the log is refused", async (role) => {
    const client = await as(role);
    for (const [name, sql, values] of attacks()) {
      await expect(client.query(sql, values), name).rejects.toThrow(/permission denied/);
    }
    for (const sql of alterations) {
      const refused = /permission denied|must be (owner|able)/;
      // A GRANT without the right to it is only warned about, so it is judged by what it changed.
      if (sql.startsWith("GRANT")) await client.query(sql).catch(() => {});
      else await expect(client.query(sql), sql).rejects.toThrow(refused);
    }
    await expect(assertLogIsGuarded(database[role])).resolves.toBeUndefined();
  });

  it("the owner's own writes are refused too, while the triggers are on", async () => {
    for (const [name, sql, values] of attacks()) {
      await expect(owner.query(sql, values), name).rejects.toMatchObject({
        code: expect.stringMatching(/^HP00[13]$/),
      });
    }
  });

  it("a head is not set back to an entry that is there, by the owner either", async () => {
    await append(app, phaseAfter(first));
    const back = owner.query('UPDATE "LogHead" SET seq = 1, hash = $2 WHERE stream = $1', [
      stream,
      first.hash,
    ]);
    await expect(back).rejects.toThrow(/moves only to the entry after it/);
  });

  it("a superuser in a session that calls itself a replica is refused too", async () => {
    await superuser.query("SET session_replication_role = replica");
    const [, sql, values] = attacks()[0] ?? ["", "", []];
    await expect(superuser.query(sql, values)).rejects.toThrow(/append-only/);
    await superuser.query("SET session_replication_role = origin");
  });
});

it("only the worker adds anchors, at the end of the list and with a tree head over all of it", async () => {
  const adding = (client: pg.Client, leaves: string[], size: number) =>
    client.query("SELECT append_anchors($1, $2, 'note')", [leaves, size]);
  await expect(adding(app, [], 1)).rejects.toThrow(/permission denied/);
  const worker = await as("worker");
  await expect(adding(worker, ["{}"], 3)).rejects.toThrow(/signed over the whole anchor list/);
  await adding(worker, ["{}"], 2);
});

describe("redaction", () => {
  it("takes text and salt away after an entry that names them, and nothing else", async () => {
    const second = redactionOf(1, first);
    await append(app, second);
    await app.query("SELECT redact_text($1, 1, 2)", [stream]);
    const rows = await app.query(
      'SELECT text, text_salt, facts FROM "LogEntry" WHERE stream = $1 AND seq = 1',
      [stream],
    );
    expect(rows.rows).toEqual([{ text: null, text_salt: null, facts: first.facts }]);
  });

  it("opens no way to other changes of the entry, for the owner either", async () => {
    await append(app, redactionOf(1, first));
    const changes = ["text = '{}'", "text = NULL", "text = NULL, text_salt = NULL, facts = '{}'"];
    for (const change of changes) {
      const altering = owner.query(`UPDATE "LogEntry" SET ${change} WHERE stream = $1 AND seq = 1`, [stream]);
      await expect(altering, change).rejects.toThrow(/append-only/);
    }
  });

  it("is refused by a redaction that names another entry", async () => {
    const second = redactionOf(1, first);
    await append(app, second);
    await append(app, redactionOf(2, second));
    await expect(app.query("SELECT redact_text($1, 1, 3)", [stream])).rejects.toThrow(/does not redact/);
  });

  it("is refused without such an entry, by a wrong one, and from another stream", async () => {
    await append(app, phaseAfter(first));
    await expect(app.query("SELECT redact_text($1, 1, 2)", [stream])).rejects.toThrow(/does not redact/);
    await expect(app.query("SELECT redact_text($1, 1, 9)", [stream])).rejects.toThrow(/does not redact/);
    const other = stream;
    streams += 1;
    stream = `INC-2026-${String(streams).padStart(4, "0")}`;
    await app.query("SELECT open_stream($1)", [stream]);
    const here = seal(zero);
    await append(app, here);
    await append(app, redactionOf(1, here));
    await expect(app.query("SELECT redact_text($1, 1, 2)", [other])).rejects.toThrow(/does not redact/);
  });
});

describe("the address that the console is given", () => {
  it("is refused when its role owns the log or is a superuser", async () => {
    await expect(assertLogIsGuarded(database.migrator)).rejects.toMatchObject({ code: "configuration" });
    await expect(assertLogIsGuarded(database.superuser)).rejects.toThrow(/superuser/);
  });

  it("is refused when its role was given a right to write, and when a guard is off", async () => {
    await owner.query('GRANT DELETE ON "LogEntry" TO holdpoint_app');
    await expect(assertLogIsGuarded(database.app)).rejects.toThrow(/right DELETE on LogEntry/);
    await owner.query('REVOKE DELETE ON "LogEntry" FROM holdpoint_app');
    await owner.query('ALTER TABLE "LogEntry" DISABLE TRIGGER entry_update');
    await expect(assertLogIsGuarded(database.app)).rejects.toThrow(/guard entry_update/);
    await owner.query('ALTER TABLE "LogEntry" ENABLE ALWAYS TRIGGER entry_update');
    await expect(assertLogIsGuarded(database.app)).resolves.toBeUndefined();
  });

  it("gets one clear sentence when nothing answers there", async () => {
    await expect(assertLogIsGuarded("postgresql://nobody@127.0.0.1:1/none")).rejects.toThrow(
      /cannot be asked/,
    );
  });
});
