import type { Client } from "pg";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { RawEntry } from "#lib/domain/record/entry.ts";
import { database } from "#lib/store/client.ts";
import { incidentIdOf } from "#lib/store/incident-id.ts";
import { openEntry } from "#lib/store/log/entry.ts";
import { projectEntries } from "#lib/store/projections/project.ts";
import type { Changes } from "#lib/store/projections/rows.ts";

/** An incident to be written as if it had happened: its log, and how much of it makes rows beside the timeline. */
export type Told = { reference: string; entries: RawEntry[]; pack: ProtocolPack };

const rowsOf = <Row>(changes: Changes[], of: (one: Changes) => { puts: Map<string, Row> }) => ({
  data: changes.flatMap((one) => [...of(one).puts.values()]),
});

/** The tables beside the log, as the product's own projection makes them. */
async function insertRows(changes: Changes[]): Promise<void> {
  const rows = database();
  await rows.incident.createMany(rowsOf(changes, ({ incident }) => incident));
  await rows.incidentParticipant.createMany(rowsOf(changes, ({ participants }) => participants));
  await rows.timelineEntry.createMany(rowsOf(changes, ({ timeline }) => timeline));
  await rows.clock.createMany(rowsOf(changes, ({ clocks }) => clocks));
  await rows.freeze.createMany(rowsOf(changes, ({ freezes }) => freezes));
  await rows.publication.createMany(rowsOf(changes, ({ publications }) => publications));
  await rows.notice.createMany(rowsOf(changes, ({ notices }) => notices));
  await rows.noticeDelivery.createMany(rowsOf(changes, ({ deliveries }) => deliveries));
  await rows.evidence.createMany(rowsOf(changes, ({ evidence }) => evidence));
}

/** The log itself, and the timeline's form of the notes: the bulk of it, in one statement each. */
async function insertLog(client: Client, { reference, entries }: Told): Promise<void> {
  const last = entries.at(-1);
  await client.query(
    `INSERT INTO "LogEntry" (stream, seq, hash, prev_hash, header, facts, text, text_salt, recorded_at)
    SELECT $1, seq, hash, "prevHash", header, facts, text, "textSalt", (header::json->>'recordedAt')::timestamptz
    FROM json_to_recordset($2::json)
      AS e(seq int, hash text, "prevHash" text, header text, facts text, text text, "textSalt" text)`,
    [reference, JSON.stringify(entries)],
  );
  await client.query(`INSERT INTO "LogHead" (stream, seq, hash) VALUES ($1, $2, $3)`, [
    reference,
    last?.seq,
    last?.hash,
  ]);
}

const isNote = ({ header }: RawEntry) => header.includes('"type":"NoteAdded"');

async function insertNotes(client: Client, { reference }: Told): Promise<void> {
  await client.query(
    `INSERT INTO "TimelineEntry"
      (incident_id, seq, hash, type, occurred_at, recorded_at, actor_kind, actor_id, facts, text, audience)
    SELECT $1::uuid, seq, hash, header->>'type', (header->>'occurredAt')::timestamptz, recorded_at,
      header->'actor'->>'kind', header->'actor'->>'id', facts::jsonb, text::jsonb, header->>'audience'
    FROM (SELECT seq, hash, recorded_at, facts, text, header::jsonb AS header FROM "LogEntry" WHERE stream = $2) AS e
    WHERE header->>'type' = 'NoteAdded'`,
    [incidentIdOf(reference), reference],
  );
}

/** Writes incidents past the log's guards, which the bench has switched off, and as the product would have left them. */
export async function load(client: Client, told: Told[]): Promise<void> {
  const changes = told.map(({ reference, entries, pack }) => {
    const incidentId = incidentIdOf(reference);
    // Notes make no rows but their own, which Postgres makes of them faster.
    const acts = entries.filter((entry) => !isNote(entry)).map(openEntry);
    const made = projectEntries({ incidentId, before: null, entries: acts, pack }).changes;
    for (const row of made.incident.puts.values()) row.headSeq = entries.length;
    return made;
  });
  await insertRows(changes);
  for (const one of told) {
    await insertLog(client, one);
    await insertNotes(client, one);
  }
}

const guards = { LogEntry: "entry", LogHead: "head" };

/** The log takes what nobody appended, as long as `work` lasts. Only the superuser of a bench can ask for it. */
export async function withoutGuards(client: Client, work: () => Promise<void>): Promise<void> {
  for (const table of Object.keys(guards)) await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  await work();
  for (const [table, guard] of Object.entries(guards))
    for (const act of ["insert", "update", "delete", "truncate"])
      await client.query(`ALTER TABLE "${table}" ENABLE ALWAYS TRIGGER ${guard}_${act}`);
}
