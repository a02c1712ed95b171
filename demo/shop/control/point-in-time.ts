import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { type Base, copyLooseLog, copyTree, listBases } from "../database/base-backup.ts";
import { type ClusterPlaces, clusterPlaces } from "../database/cluster-places.ts";
import { withDatabase } from "../database/connection.ts";
import { newSchema, oldSchema, proveColumns, readSchema } from "../database/schema.ts";
import { momentFile } from "../database/server-settings.ts";
import { askHealth, waitUntilSteady } from "./ask-shop.ts";
import { type Changing, change } from "./verb.ts";

const run = promisify(execFile);
const moment = z.iso
  .datetime("expected a time in UTC such as 2026-11-21T02:41:00Z")
  .transform((at) => new Date(at));
const minutes = z.coerce.number().int().min(1, "expected 1 or more").max(99_999, "expected at most 99999");

/** Everything written after the moment is lost: more minutes than were typed out are never thrown away. */
export const restoreDatabase = change({ to: moment, "lose-minutes": minutes }, async (around, flags) => {
  const { shop, settings, say } = around;
  const places = placesOf(around);
  await shop.ask({ ask: "database", to: "start" });
  const base = baseFor(places, flags.to);
  say(`base backup of ${base.usableFrom.toISOString()}, and the log since`);
  await sayTheLoss(around, flags.to, flags["lose-minutes"]);
  await shop.ask({ ask: "maintenance", isOn: true });
  say("maintenance mode is on: no request reaches a release");
  await markTheEnd(settings.databaseUrl);
  await shop.ask({ ask: "database", to: "stop" });
  say("the database is stopped");
  await keepSnapshot(around, places);
  await prepare(places, base, flags.to);
  await swapIn(around, places);
  await checkRestored(around, flags.to);
  rmSync(places.replaced, { recursive: true });
  await shop.ask({ ask: "maintenance", isOn: false });
  say("maintenance mode is off");
  await waitForDatabase(settings.proxyUrl, "the database seen through the proxy");
  say("the shop answers through the proxy again");
  await shop.ask({ ask: "base" });
  say("a new base backup is taken, so that the next restore can start here");
});

/** For a person, where a restore was ended half way: the shop answers again. */
export const endMaintenance = change({}, async ({ shop, say }) => {
  await shop.ask({ ask: "database", to: "start" });
  await shop.ask({ ask: "maintenance", isOn: false });
  say("the database runs and maintenance mode is off");
});

function placesOf({ settings }: Changing): ClusterPlaces {
  if (settings.ownCluster) return clusterPlaces(settings.ownCluster.home);
  throw new Error("the shop's database server is somebody else's; it is not restored from here");
}

function baseFor(places: ClusterPlaces, to: Date): Base {
  const bases = listBases(places);
  const base = bases.find(({ usableFrom }) => usableFrom <= to);
  if (base) return base;
  const first = bases.at(-1)?.usableFrom.toISOString() ?? "no base backup yet";
  throw new Error(`${to.toISOString()} is before what can be restored: from ${first} on`);
}

async function sayTheLoss({ settings, say }: Changing, to: Date, confirmed: number): Promise<void> {
  await withDatabase(settings.databaseUrl, async (client) => {
    const found = await client.query<{ seconds: number; orders: string }>(
      `SELECT extract(epoch FROM clock_timestamp() - $1::timestamptz)::float8 AS seconds,
        (SELECT count(*) FROM orders WHERE placed_at > $1) AS orders`,
      [to],
    );
    const { seconds = 0, orders = "0" } = found.rows[0] ?? {};
    if (seconds <= 0) throw new Error(`${to.toISOString()} is not in the past`);
    const lost = Math.ceil(seconds / 60);
    if (lost > confirmed)
      throw new Error(`${lost} minutes of data would be lost, and ${confirmed} were confirmed`);
    say(`${lost} minutes of data will be lost (${confirmed} confirmed): ${orders} orders`);
  });
}

/** One more commit, because a recovery that finds none after its moment refuses to have reached it. */
async function markTheEnd(databaseUrl: string): Promise<void> {
  await withDatabase(databaseUrl, (client) =>
    client.query("INSERT INTO audit_events (what) VALUES ('maintenance: restore to a point in time')"),
  );
}

async function keepSnapshot({ folder, say }: Changing, places: ClusterPlaces): Promise<void> {
  const kept = join(folder.backups, `before-restore-${Date.now()}`);
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  await copyTree(places.live, kept);
  if (!existsSync(join(kept, "cluster", "PG_VERSION")))
    throw new Error(`the snapshot in ${kept} is not whole`);
  const { stdout } = await run("du", ["-sk", kept]);
  say(
    `snapshot of the whole database kept in ${kept} (${Math.round(Number.parseInt(stdout, 10) / 1_024)} MiB)`,
  );
}

async function prepare(places: ClusterPlaces, base: Base, to: Date): Promise<void> {
  const { live, restored } = places;
  rmSync(restored, { recursive: true, force: true });
  await run("cp", ["-a", base.folder, restored]);
  mkdirSync(join(restored, "pg_wal"), { mode: 0o700 });
  copyLooseLog(live, restored);
  // In figures, because the server reads this before it knows any zone by its letter.
  writeFileSync(join(restored, momentFile), `${to.toISOString().replace("Z", "+00")}\n`);
  writeFileSync(join(restored, "recovery.signal"), "");
  const { uid, gid } = statSync(live);
  if (process.getuid?.() === 0) await run("chown", ["-R", `${uid}:${gid}`, restored]);
}

/** What was live stays beside until the restored one has proved itself, and comes back where it does not start. */
async function swapIn(
  { shop, settings, say }: Changing,
  { live, replaced, restored }: ClusterPlaces,
): Promise<void> {
  rmSync(replaced, { recursive: true, force: true });
  renameSync(live, replaced);
  renameSync(restored, live);
  try {
    await shop.ask({ ask: "database", to: "start" });
    await untilRecovered(settings.databaseUrl);
    say("the database is restored and runs");
  } catch (problem) {
    await shop.ask({ ask: "database", to: "stop" });
    renameSync(live, restored);
    renameSync(replaced, live);
    await shop.ask({ ask: "database", to: "start" });
    await shop.ask({ ask: "maintenance", isOn: false });
    say("the database is as it was before; maintenance mode is off");
    throw problem;
  }
}

/** Its start may be told before its recovery is over; then nobody is let in yet. */
const untilRecovered = (databaseUrl: string) =>
  waitUntilSteady({ times: 1, withinSeconds: 60, what: "the end of the recovery" }, () =>
    withDatabase(databaseUrl, async (client) => {
      const found = await client.query<{ recovers: boolean }>("SELECT pg_is_in_recovery() AS recovers");
      return found.rows[0]?.recovers ? "it still recovers" : null;
    }),
  );

async function checkRestored({ shop, settings, say }: Changing, to: Date): Promise<void> {
  await withDatabase(settings.databaseUrl, async (client) => {
    const schema = await readSchema(client);
    if (schema !== oldSchema && schema !== newSchema)
      throw new Error(`schema ${schema} is none of the shop's`);
    await proveColumns(client, schema);
    say(`schema ${schema}: the columns agree`);
    const left = await client.query<{ orders: string; later: string; last: Date | null }>(
      `SELECT count(*) AS orders, count(*) FILTER (WHERE placed_at > $1) AS later, max(placed_at) AS last FROM orders`,
      [to],
    );
    const { orders, later, last } = left.rows[0] ?? {};
    if (later !== "0") throw new Error(`${later} orders are from after ${to.toISOString()}`);
    say(`${orders} orders are there, the last of ${last?.toISOString() ?? "none"}`);
  });
  const { active, releases } = await shop.ask({ ask: "status" });
  const port = releases.find(({ version }) => version === active)?.port;
  await waitForDatabase(`http://127.0.0.1:${port}`, `release ${active} on the restored database`);
  say(`release ${active} works on the restored database`);
}

/** Of its health the database alone: what else ails a release is no fault of the restore. */
async function waitForDatabase(url: string, what: string): Promise<void> {
  await waitUntilSteady({ times: 3, withinSeconds: 15, what }, async () => {
    const { checks } = await askHealth(url);
    const found = checks.find(({ name }) => name === "database");
    return found?.ok ? null : (found?.detail ?? "its health does not name the database");
  });
}
