import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { ClusterPlaces } from "./cluster-places.ts";
import { withDatabase } from "./connection.ts";

const run = promisify(execFile);
const kept = 2;
const notCopied = new Set(["postmaster.pid", "postmaster.opts", "server.log", "pg_wal"]);

export type Base = { folder: string; usableFrom: Date };

let last: Promise<unknown> = Promise.resolve();

/** One at a time, because a restore and the hour may ask for one at once. */
export function takeBase(places: ClusterPlaces, databaseUrl: string): Promise<Base> {
  const next = last.then(() => copyRunning(places, databaseUrl));
  last = next.catch(() => undefined);
  return next;
}

/** Copies the files of the running server between a start and a stop, so that it can be recovered from its archive. */
function copyRunning(places: ClusterPlaces, databaseUrl: string): Promise<Base> {
  const half = join(places.bases, "half");
  return withDatabase(databaseUrl, async (client) => {
    await client.query("SELECT pg_backup_start('shop', fast => true)");
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o700 });
    for (const name of readdirSync(places.live)) {
      if (!notCopied.has(name)) await copyTree(join(places.live, name), half);
    }
    const stopped = await client.query<{ labelfile: string; at: Date }>(
      "SELECT labelfile, clock_timestamp() AS at FROM pg_backup_stop(wait_for_archive => true)",
    );
    const { labelfile, at } = stopped.rows[0] ?? { labelfile: "", at: new Date(0) };
    writeFileSync(join(half, "backup_label"), labelfile);
    const folder = join(places.bases, `base-${at.getTime()}`);
    renameSync(half, folder);
    forgetOld(places);
    return { folder, usableFrom: at };
  });
}

export function listBases({ bases }: ClusterPlaces): Base[] {
  return readdirSync(bases)
    .filter((name) => /^base-\d+$/.test(name))
    .map((name) => ({ folder: join(bases, name), usableFrom: new Date(Number(name.slice(5))) }))
    .sort((a, b) => b.usableFrom.getTime() - a.usableFrom.getTime());
}

/** Keeps owner and mode; a copy within one file system may share its blocks. */
export async function copyTree(from: string, into: string): Promise<void> {
  await run("cp", ["-a", from, join(into, basename(from))]);
}

/** The archive is needed from the start of the oldest base on and no further back. */
function forgetOld(places: ClusterPlaces): void {
  const bases = listBases(places);
  for (const { folder } of bases.slice(kept)) rmSync(folder, { recursive: true });
  const oldest = bases.slice(0, kept).at(-1);
  const label = oldest && join(oldest.folder, "backup_label");
  if (!label || !existsSync(label)) return;
  const first = /START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/.exec(readFileSync(label, "utf8"))?.[1];
  if (!first) return;
  for (const name of readdirSync(places.archive)) {
    // Without its first 8 digits, because those count the recoveries and not the place in the log.
    if (/^[0-9A-F]{24}/.test(name) && name.slice(8, 24) < first.slice(8)) rmSync(join(places.archive, name));
  }
}

/** The log that the server had not archived yet when it stopped: without it the last minutes could not be recovered. */
export function copyLooseLog(from: string, to: string): void {
  for (const name of readdirSync(join(from, "pg_wal"))) {
    if (/^[0-9A-F]{24}$/.test(name)) cpSync(join(from, "pg_wal", name), join(to, "pg_wal", name));
  }
}
