import type { Client } from "pg";
import { readEntries } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { retold, type Said, saidBy, sealed, withClocks, withNotes } from "./clone.ts";
import type { Furnished } from "./furnish.ts";
import { load, type Told, withoutGuards } from "./load.ts";

export type Size = { entries: number; open: number; clocks: number };

const entriesOfAnOpen = 500;
const entriesOfAClosed = 900;
const atOnce = 20;

type Template = { said: Said[]; reference: string; hash: string };

async function templateOf(reference: string, mostEntries?: number): Promise<Template> {
  const entries = await readEntries(reference, 0, mostEntries);
  const [first] = entries;
  if (first?.event.type !== "IncidentDeclared") throw new Error(`${reference} begins with its declaration`);
  return {
    said: entries.filter(({ event }) => event.type !== "NoteAdded").map(saidBy),
    reference,
    hash: first.event.facts.packHash,
  };
}

/** How many of each kind it takes; what the reader has part in is counted along. */
export const plannedOf = ({ entries, open, clocks }: Size) => ({
  open,
  clocksEach: Math.ceil(clocks / Math.max(1, open)),
  closed: Math.max(1, Math.ceil((entries - open * entriesOfAnOpen) / entriesOfAClosed)),
});

const referenceOf = (kind: string, number: number) => `${kind}-2025-${String(number + 1).padStart(4, "0")}`;

/**
 * Fills a database with a long history and much that is open, all of it in whole chains that a verifier accepts. The
 * history is everybody's; what is open belongs to others.
 */
export async function generate(
  superuser: string,
  furnished: Furnished,
  size: Size,
  say: (line: string) => void,
) {
  const { stage, others, room, closed } = furnished;
  const { open, clocksEach, closed: closedCount } = plannedOf(size);
  const [ongoing, ended] = [await templateOf(room), await templateOf(closed)];
  const services = new Map([[stage.service, stage.service]]);
  const everybody = new Map([...services, ...Object.values(stage.cast).map((id) => [id, id] as const)]);
  const ofOthers = new Map([...services, ...others]);
  const tell = async (
    { said, reference, hash }: Template,
    to: string,
    people: Map<string, string>,
    story: (said: Said[]) => Said[],
  ): Promise<Told> => ({
    reference: to,
    entries: sealed(to, story(retold(said, people, { from: reference, to }))),
    pack: await packByHash(hash),
  });
  const openOne = (number: number) =>
    tell(ongoing, referenceOf("OPN", number), ofOthers, (said) =>
      withNotes(withClocks(said, clocksEach), entriesOfAnOpen),
    );
  const closedOne = (number: number) =>
    tell(ended, referenceOf("CLS", number), everybody, (said) =>
      withNotes(said, entriesOfAClosed, said.length - 1),
    );
  await withClient(superuser, (client) =>
    withoutGuards(client, async () => {
      await inBatches(client, open, openOne);
      say(`${open} open incidents are there; ${closedCount} closed ones follow …`);
      await inBatches(client, closedCount, closedOne);
    }),
  );
  await withClient(superuser, (client) => client.query("VACUUM ANALYZE"));
}

/** Seals the next ones while Postgres writes the last ones. */
async function inBatches(
  client: Client,
  count: number,
  one: (number: number) => Promise<Told>,
): Promise<void> {
  let writing = Promise.resolve();
  for (let from = 0; from < count; from += atOnce) {
    const told: Told[] = [];
    for (let number = from; number < Math.min(count, from + atOnce); number += 1)
      told.push(await one(number));
    await writing;
    writing = load(client, told);
  }
  await writing;
}

/** How much there is now, and how large it is on the disk. */
export async function sizeOf(
  superuser: string,
): Promise<{ entries: number; megabytes: number; clocks: number; open: number }> {
  return withClient(superuser, async (client) => {
    const { rows } = await client.query(
      `SELECT (SELECT count(*) FROM "LogEntry")::int AS entries,
        (SELECT count(*) FROM "Clock" WHERE fire_at IS NOT NULL)::int AS clocks,
        (SELECT count(*) FROM "Incident" WHERE status = 'open')::int AS open,
        (pg_database_size(current_database()) / 1048576)::int AS megabytes`,
    );
    return rows[0];
  });
}
