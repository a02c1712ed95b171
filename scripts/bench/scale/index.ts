import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { accepted, asking } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { claimDueClocks, nextDueAt } from "#lib/store/due-clocks.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { type Addresses, withClient } from "#scripts/postgres/roles.ts";
import { buildScreens } from "#scripts/start/build.ts";
import { inTurn } from "../engine/rounds.ts";
import { startVisitors, type Visitors } from "../live/asked.ts";
import { startWeb, type Web, withCluster } from "../live/console.ts";
import { signedIn } from "../live/sign-in.ts";
import { type Figure, median, timesOf } from "../measure.ts";
import { type Furnished, furnish, on } from "./furnish.ts";
import { generate, type Size, sizeOf } from "./generate.ts";
import { type Scan, sequentialScans } from "./plans.ts";

const rounds = 5;
const pages = 25;
const acts = 60;
/** As many as the reader has incidents, each with one clock. */
const due = 10;
const largeRows = 5_000;

type Side = { addresses: Addresses; superuser: string; furnished: Furnished };
type Served = Side & { web: Web; cookies: { reader: string; auditor: string } };

const serve = async (side: Side): Promise<Served & { remove: () => Promise<void> }> => {
  const web = await startWeb(side.addresses);
  const cookies = { reader: await signedIn(web, "maya"), auditor: await signedIn(web, "otto") };
  return { ...side, web, remove: web.remove, cookies };
};

/** What is measured of a database, each as the product does it. */
const measured: Record<string, (side: Served, visitors: Visitors) => Promise<number>> = {
  "the board of somebody with ten incidents": (side, visitors) =>
    page(side, visitors, "/", side.cookies.reader),
  "the board of an auditor, who sees every incident": (side, visitors) =>
    page(side, visitors, "/", side.cookies.auditor),
  "the war room of 500 entries": (side, visitors) =>
    page(side, visitors, `/incidents/${side.furnished.room}`, side.cookies.reader),
  [`a claim of ${due} due clocks`]: claim,
  "an append (a note, the whole command)": append,
};

async function page({ web }: Served, visitors: Visitors, path: string, cookie: string): Promise<number> {
  const target = { port: web.port, path, cookies: [cookie] };
  const { times, refused } = await visitors.visit(target, { connections: 1, atMost: pages });
  if (refused.length > 0) throw new Error(`A page was refused: ${refused[0]}`);
  return median(times);
}

class Undone extends Error {}

/** Claims what is due and looks for what is due next, and lets go again. */
function claim({ addresses }: Served): Promise<number> {
  const once = () =>
    withTransaction(async (tx) => {
      const claimed = await claimDueClocks(tx, 100);
      if (claimed.length !== due) throw new Error(`${due} clocks are due, ${claimed.length} were claimed`);
      await nextDueAt(tx);
      throw new Undone();
    }).catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  return on(addresses.worker, async () => {
    await timesOf(once, 10);
    return median(await timesOf(once, acts));
  });
}

function append({ addresses, furnished: { stage, room } }: Served): Promise<number> {
  const once = async () =>
    accepted(await addNote(asking(stage)("maya"), { reference: room, body: "It is mended in one region." }));
  return on(addresses.app, async () => {
    await timesOf(once, 10);
    return median(await timesOf(once, acts));
  });
}

/** A few clocks of the reader's own incidents are past due: what a worker finds when it looks. */
const makeDue = (superuser: string) =>
  withClient(superuser, (client) =>
    client.query(
      `UPDATE "Clock" SET fire_at = clock_timestamp() - interval '1 second' WHERE ctid IN (
        SELECT c.ctid FROM "Clock" c JOIN "Incident" i ON i.id = c.incident_id
        WHERE c.fire_at IS NOT NULL AND i.reference NOT LIKE 'OPN-%' ORDER BY i.reference, c.clock LIMIT $1)`,
      [due],
    ),
  );

/** Has Postgres write down every plan while each thing is done once, and looks for those that read a large table whole. */
async function scansOf(side: Side, logFile: string, visitors: Visitors): Promise<Scan[]> {
  const large = await withClient(side.superuser, async (client) => {
    const { rows } = await client.query(
      `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= $1`,
      [largeRows],
    );
    for (const setting of [
      "session_preload_libraries = 'auto_explain'",
      "auto_explain.log_min_duration = 0",
      "auto_explain.log_nested_statements = on",
    ])
      await client.query(`ALTER DATABASE ${client.escapeIdentifier(client.database ?? "")} SET ${setting}`);
    return rows.map(({ relname }) => String(relname));
  });
  const { size: from } = await stat(logFile);
  const served = await serve(side);
  try {
    for (const measure of Object.values(measured)) await measure(served, visitors);
  } finally {
    await served.remove();
  }
  return sequentialScans((await readFile(logFile)).subarray(from).toString(), large);
}

/** The product on a large database beside the same on a small one. */
export async function benchScale(say: (line: string) => void, size: Size): Promise<Figure[]> {
  await buildScreens(say);
  return withCluster(async (cluster, database) => {
    const side = async (name: string): Promise<Side> => {
      const { addresses, superuser } = await database(name);
      return { addresses, superuser, furnished: await furnish(addresses) };
    };
    const [small, large] = [await side("small"), await side("large")];
    const startedAt = performance.now();
    await on(large.addresses.app, () => generate(large.superuser, large.furnished, size, say));
    const made = await sizeOf(large.superuser);
    const tookSeconds = Math.round((performance.now() - startedAt) / 1_000);
    say(
      `${made.entries.toLocaleString("en")} log entries, ${made.open} open incidents, ${made.clocks.toLocaleString("en")} running clocks: ${made.megabytes} MB, generated in ${tookSeconds} s.`,
    );
    for (const { superuser } of [small, large]) await makeDue(superuser);
    const visitors = startVisitors();
    try {
      const figures = await beside(small, large, visitors, say);
      const scans = await scansOf(large, join(cluster.dataFolder, "server.log"), visitors);
      for (const { table, statement } of scans) say(`Reads all of ${table}: ${statement}`);
      return [...figures, sizeFigure(made.megabytes), scanFigure(scans.length)];
    } finally {
      await visitors.stop();
    }
  });
}

async function beside(
  small: Side,
  large: Side,
  visitors: Visitors,
  say: (line: string) => void,
): Promise<Figure[]> {
  const [few, many] = [await serve(small), await serve(large)];
  const figures: Figure[] = [];
  try {
    for (const [what, measure] of Object.entries(measured)) {
      say(`Measuring ${what} …`);
      await measure(few, visitors);
      await measure(many, visitors);
      const found = await inTurn(rounds, {
        large: () => measure(many, visitors),
        small: () => measure(few, visitors),
      });
      figures.push({
        what: `${what}, p50 in the large database`,
        unit: "ms",
        ...found.large,
        beside: { what: "in the small one", value: found.small.value },
        target: { of: "ratio", is: "at most", bound: 1.5 },
      });
    }
    return figures;
  } finally {
    await Promise.all([few.remove(), many.remove()]);
  }
}

const sizeFigure = (megabytes: number): Figure => ({
  what: "the large database",
  unit: "MB",
  value: megabytes,
});

const scanFigure = (count: number): Figure => ({
  what: `sequential scans of tables with ${largeRows.toLocaleString("en")} rows or more`,
  unit: "count",
  value: count,
  target: { of: "value", is: "at most", bound: 0 },
});
