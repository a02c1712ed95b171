import type pg from "pg";
import type { Head, RawEntry } from "#lib/domain/record/entry.ts";
import { withClient } from "#scripts/postgres/roles.ts";

const guarded = ["LogEntry", "LogHead", "ProtocolVersion"];
const each = (client: pg.Client, sql: (table: string) => string) => client.query(guarded.map(sql).join("; "));

/** Does as somebody with all rights can: guards off, the deed, guards on. */
export const asSuperuser = (address: string, deed: (client: pg.Client) => Promise<unknown>): Promise<void> =>
  withClient(address, async (client) => {
    await each(client, (table) => `ALTER TABLE "${table}" DISABLE TRIGGER ALL`);
    await deed(client);
    await each(client, (table) => `ALTER TABLE "${table}" ENABLE TRIGGER ALL`);
  });

/** Copies the tables as a backup does, under a name. */
export const backUp = (client: pg.Client, name: string) =>
  each(client, (table) => `CREATE TABLE "${name}-${table}" AS TABLE "${table}"`);

export const putBack = (client: pg.Client, name: string) =>
  each(client, (table) => `DELETE FROM "${table}"; INSERT INTO "${table}" TABLE "${name}-${table}"`);

/** Puts other entries in the place of a whole stream, and its head at their end. */
export async function rewrite(
  client: pg.Client,
  stream: string,
  { entries, head }: { entries: readonly RawEntry[]; head: Head },
): Promise<void> {
  await client.query('DELETE FROM "LogEntry" WHERE stream = $1', [stream]);
  await client.query(
    `INSERT INTO "LogEntry" (stream, seq, hash, prev_hash, header, facts, text, text_salt, recorded_at)
     SELECT $1, e.seq, e.hash, e."prevHash", e.header, e.facts, e.text, e."textSalt", (e.header::json ->> 'recordedAt')::timestamptz
     FROM json_to_recordset($2::json)
       AS e(seq int, hash text, "prevHash" text, header text, facts text, text text, "textSalt" text)`,
    [stream, JSON.stringify(entries)],
  );
  await client.query('UPDATE "LogHead" SET seq = $2, hash = $3 WHERE stream = $1', [
    stream,
    head.seq,
    head.hash,
  ]);
}
