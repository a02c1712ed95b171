import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { chown, mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { freePort } from "#scripts/process/free-port.ts";
import { type RunOptions, run, runOrThrow } from "#scripts/process/run.ts";
import { type Account, canReach, serverAccount } from "./account.ts";
import { type Binaries, locateBinaries } from "./binaries.ts";

export type ClusterOptions = {
  /** Where the cluster lives; made when missing. */
  folder: string;
  superuserPassword: string;
  /** False gives up safety against a power cut for speed: for tests only. */
  durable?: boolean;
};
export type Cluster = {
  port: number;
  superuserUrl: string;
  dataFolder: string;
  /** Somebody had started it already; whoever only borrows it leaves it running. */
  wasRunning: boolean;
  isRunning: () => boolean;
  /** Gives the port, which is another one where somebody has taken it meanwhile. */
  start: () => Promise<number>;
  stop: () => Promise<void>;
  /** Takes it away without a goodbye, as a lost machine would. */
  crash: () => Promise<void>;
};

const sharedFolder = "/var/lib/holdpoint";

type Place = { dataFolder: string; logFile: string; account: Account | null; binaries: Binaries };

/** A folder that the account can really reach: the wished one, else one of its own below /var/lib. */
async function findPlace(wished: string): Promise<Place> {
  const account = serverAccount();
  const binaries = await locateBinaries(account, sharedFolder);
  await mkdir(wished, { recursive: true });
  let folder = wished;
  if (account && !canReach(account, wished, "execute")) {
    const name = createHash("sha256").update(wished).digest("hex").slice(0, 16);
    folder = join(sharedFolder, `cluster-${name}`);
  }
  const dataFolder = join(folder, "postgres");
  const place = { dataFolder, logFile: join(dataFolder, "server.log"), account, binaries };
  if (folder !== wished) await forgetOrphan(place, wished);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  if (account) await chown(dataFolder, account.uid, account.gid);
  return place;
}

/** A cluster elsewhere whose folder here was removed meanwhile is gone for whoever removed it, passwords and all. */
async function forgetOrphan(place: Place, wished: string): Promise<void> {
  const pointer = join(wished, "elsewhere");
  if (existsSync(pointer)) return;
  if (existsSync(place.dataFolder)) {
    await run(
      place.binaries.pgCtl,
      ["stop", "-w", "-m", "immediate", "-D", place.dataFolder],
      asAccount(place, 30),
    );
    await rm(place.dataFolder, { recursive: true });
  }
  await writeFile(pointer, `${place.dataFolder}\n`);
}

function asAccount(place: Place, timeoutSeconds: number): RunOptions {
  const { account } = place;
  const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
  const who = account && { uid: account.uid, gid: account.gid };
  return { cwd: place.dataFolder, env, timeoutSeconds, ...who };
}

async function initialise(place: Place, superuserPassword: string): Promise<void> {
  const passwordFile = join(place.dataFolder, "..", `.first-password-${process.pid}`);
  await writeFile(passwordFile, superuserPassword, { mode: 0o600 });
  if (place.account) await chown(passwordFile, place.account.uid, place.account.gid);
  try {
    const settings = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    await runOrThrow(
      "Creating the database cluster",
      place.binaries.initdb,
      ["-D", place.dataFolder, ...settings, ...locale, "--no-instructions"],
      asAccount(place, 60),
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function configure(place: Place, port: number, durable: boolean): Promise<void> {
  const lines = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    "max_connections = 200",
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    ...(durable ? [] : ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]),
  ];
  const file = join(place.dataFolder, "postgresql.auto.conf");
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  if (place.account) await chown(file, place.account.uid, place.account.gid);
}

function pidFileLine(dataFolder: string, line: number): number | undefined {
  const file = join(dataFolder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const value = Number(readFileSync(file, "utf8").split("\n")[line - 1]);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}

function lastPort(dataFolder: string): number | undefined {
  const file = join(dataFolder, "postgresql.auto.conf");
  const port = existsSync(file) && /^port = (\d+)$/m.exec(readFileSync(file, "utf8"))?.[1];
  return port ? Number(port) : undefined;
}

async function isRunning(place: Place): Promise<boolean> {
  const status = await run(place.binaries.pgCtl, ["status", "-D", place.dataFolder], asAccount(place, 10));
  return status.code === 0;
}

const lastWords = (file: string) =>
  existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").slice(-8).join("\n") : "";

async function start(place: Place, durable: boolean, triesLeft = 3): Promise<number> {
  const port = await freePort(lastPort(place.dataFolder));
  await configure(place, port, durable);
  try {
    const args = ["start", "-w", "-t", "60", "-s", "-D", place.dataFolder, "-l", place.logFile];
    await runOrThrow("Starting Postgres", place.binaries.pgCtl, args, asAccount(place, 90));
  } catch (cause) {
    const said = lastWords(place.logFile);
    // Between our look and the server's start somebody else may have taken the port.
    if (triesLeft > 1 && said.includes("Address already in use")) return start(place, durable, triesLeft - 1);
    throw new Error(`Postgres did not start: ${said}`, { cause });
  }
  return port;
}

async function stop(place: Place, mode: "fast" | "immediate"): Promise<void> {
  const args = ["stop", "-w", "-t", "25", "-s", "-m", mode, "-D", place.dataFolder];
  await runOrThrow("Stopping Postgres", place.binaries.pgCtl, args, asAccount(place, 28));
}

function isProcess(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Starts the cluster in the folder, or takes over the one that a crash of ours has left running. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const place = await findPlace(resolve(options.folder));
  if (!existsSync(join(place.dataFolder, "PG_VERSION"))) await initialise(place, options.superuserPassword);
  const runningPort = (await isRunning(place)) ? pidFileLine(place.dataFolder, 4) : undefined;
  const port = runningPort ?? (await start(place, options.durable ?? true));
  const superuserUrl = `postgresql://postgres:${options.superuserPassword}@127.0.0.1:${port}/postgres`;
  return {
    port,
    superuserUrl,
    dataFolder: place.dataFolder,
    wasRunning: runningPort !== undefined,
    isRunning: () => isProcess(pidFileLine(place.dataFolder, 1)),
    start: () => start(place, options.durable ?? true),
    stop: () => stop(place, "fast"),
    crash: () => stop(place, "immediate"),
  };
}
