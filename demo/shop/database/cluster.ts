import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { listen } from "../../process/kept-port.ts";
import { canEnter, type Owner, reachablePrograms, serverOwner } from "../../process/postgres-programs.ts";
import { type ClusterPlaces, clusterPlaces } from "./cluster-places.ts";
import { serverSettings } from "./server-settings.ts";

const run = promisify(execFile);
const sharedFolder = "/var/lib/holdpoint-shop";

export const keptCluster = z.object({ home: z.string(), port: z.int(), password: z.string().min(24) });
export type KeptCluster = z.output<typeof keptCluster>;
export type OwnCluster = {
  kept: KeptCluster;
  url: string;
  places: ClusterPlaces;
  start: () => Promise<void>;
  stop: () => Promise<void>;
};
type Server = { places: ClusterPlaces; owner: Owner | undefined; programs: string };

/** The shop's own database server: one that a crash has left running is taken over. */
export async function openCluster(root: string, known: KeptCluster | undefined): Promise<OwnCluster> {
  const owner = serverOwner();
  const home = known?.home ?? (await makeHome(root, owner));
  const server = { places: clusterPlaces(home), owner, programs: await reachablePrograms(home, owner) };
  const password = known?.password ?? randomBytes(24).toString("hex");
  if (!known) await initialise(server, password);
  const port = (await runningPort(server)) ?? (await freePort(known?.port ?? 0));
  const kept = { home, port, password };
  await start(server, port);
  return {
    kept,
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/shop`,
    places: server.places,
    start: () => start(server, port),
    stop: () => stop(server, "fast"),
  };
}

/** Below the shop's folder, or where the server's account cannot enter that, in a place of its own. */
async function makeHome(root: string, owner: Owner | undefined): Promise<string> {
  const wished = join(root, "database");
  mkdirSync(wished, { recursive: true, mode: 0o755 });
  if (!owner || (await canEnter(wished, owner))) return wished;
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  const home = join(sharedFolder, name);
  // What lies here belongs to a shop whose folder was removed since: nobody knows its password any more.
  if (existsSync(home)) {
    const programs = await reachablePrograms(home, owner);
    await stop({ places: clusterPlaces(home), owner, programs }, "immediate").catch(() => undefined);
    rmSync(home, { recursive: true });
  }
  mkdirSync(home, { recursive: true, mode: 0o755 });
  return home;
}

async function initialise(server: Server, password: string): Promise<void> {
  const { home, live, archive, bases } = server.places;
  for (const folder of [live, archive, bases]) makeFolder(folder, server.owner);
  const passwordFile = join(home, "first-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (server.owner) chownSync(passwordFile, server.owner.uid, server.owner.gid);
  const how = [
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--no-instructions",
  ];
  // Small segments, so that an archive of a shop that sells little stays small.
  const kind = ["--encoding=UTF8", "--locale=C", "--wal-segsize=1"];
  try {
    await asOwner(server, join(server.programs, "initdb"), ["-D", live, ...how, ...kind]);
  } finally {
    rmSync(passwordFile);
  }
}

function makeFolder(folder: string, owner: Owner | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (owner) chownSync(folder, owner.uid, owner.gid);
}

async function start(server: Server, port: number): Promise<void> {
  if ((await runningPort(server)) === port) return;
  mendHalfRestore(server.places);
  const { live } = server.places;
  const settings = join(live, "postgresql.auto.conf");
  writeFileSync(settings, serverSettings(server.places, port), { mode: 0o600 });
  if (server.owner) chownSync(settings, server.owner.uid, server.owner.gid);
  const log = join(live, "server.log");
  await pgCtl(server, "start", "-w", "-t", "120", "-s", "-l", log).catch((cause) => {
    const said = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").slice(-6).join("\n") : "";
    throw new Error(`the shop's database did not start: ${said}`, { cause });
  });
}

/** A restore that was cut short between two renames leaves nothing live: then what it replaced is live again. */
function mendHalfRestore({ live, replaced }: ClusterPlaces): void {
  if (!existsSync(live) && existsSync(replaced)) renameSync(replaced, live);
}

async function stop(server: Server, mode: "fast" | "immediate"): Promise<void> {
  if ((await runningPort(server)) === undefined) return;
  await pgCtl(server, "stop", "-w", "-s", "-t", "25", "-m", mode);
}

async function runningPort(server: Server): Promise<number | undefined> {
  const file = join(server.places.live, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const isUp = await pgCtl(server, "status").then(
    () => true,
    () => false,
  );
  return isUp ? Number(readFileSync(file, "utf8").split("\n")[3]) : undefined;
}

const pgCtl = (server: Server, verb: string, ...words: string[]) =>
  asOwner(server, join(server.programs, "pg_ctl"), [verb, "-D", server.places.live, ...words]);

async function asOwner({ owner }: Server, program: string, argv: string[]): Promise<void> {
  const env = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;
  await run(program, argv, { ...owner, cwd: "/", env, timeout: 150_000 });
}

async function freePort(wished: number): Promise<number> {
  const server = createServer();
  const port = await listen(server, wished).catch(() => listen(server, 0));
  await new Promise((resolve) => server.close(resolve));
  return port;
}
