import type { ChildProcess } from "node:child_process";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashPassword } from "#lib/auth/password.ts";
import { type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { until } from "#lib/worker/testing/until.ts";
import type { Cluster } from "#scripts/postgres/cluster.ts";
import { type Addresses, addressesOf, createDatabase, type RolePasswords } from "#scripts/postgres/roles.ts";
import { startTemporaryCluster } from "#scripts/postgres/temporary.ts";
import { startChild, stopChild } from "#scripts/process/child.ts";
import { freePort } from "#scripts/process/free-port.ts";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";
import { buildScreens } from "#scripts/start/build.ts";

export const password = "every-figure-beside-another";

export type Web = { port: number; url: string; stop: () => Promise<void> };

/** A Next server of ours on a port of its own, its words kept for the day that it does not start. */
export async function startNext(folder: string, env: Record<string, string>, path: string): Promise<Web> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const lines: string[] = [];
  const child: ChildProcess = startChild({
    name: "web",
    args: [join(root, "node_modules/next/dist/bin/next"), "start", "-p", String(port), "-H", "127.0.0.1"],
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOLDPOINT_LOG_LEVEL: "warn",
      HOLDPOINT_URL: url,
      PORT: String(port),
      ...env,
    },
    onLine: (line) => {
      lines.push(line);
      return false;
    },
  });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual" }).then(
      (answer) => answer.status < 400,
      () => false,
    );
  await until("the web process answers", answers, () => lines.slice(-20).join("\n"), 60_000);
  return { port, url, stop: () => stopChild(child, 5) };
}

/** The product as it is built, in front of a database that waits for its disk. */
export type Console = { stage: Stage; web: Web; addresses: Addresses; superuser: string; cluster: Cluster };

type Database = { cluster: Cluster; passwords: RolePasswords; name: string };

/** A database of the cluster with the product's schema; the store of this process is connected to it. */
async function migrated({ cluster, passwords, name }: Database) {
  await createDatabase(cluster.superuserUrl, name);
  const addresses = addressesOf(cluster.port, name, passwords);
  await runNodeOrThrow("Migrating the bench's database", ["scripts/migrate.ts"], {
    cwd: root,
    env: { ...process.env, MIGRATE_DATABASE_URL: addresses.migrator },
    timeoutSeconds: 60,
  });
  const superuser = new URL(cluster.superuserUrl);
  superuser.pathname = `/${name}`;
  return { addresses, superuser: superuser.href };
}

/** Postgres notes when each transaction was committed: the moment that a figure counts from. */
async function withCommitTimes(cluster: Cluster): Promise<void> {
  await cluster.stop();
  await appendFile(join(cluster.dataFolder, "postgresql.conf"), "\ntrack_commit_timestamp = on\n");
  await cluster.start();
}

export async function withCluster<T>(
  work: (cluster: Cluster, database: (name: string) => ReturnType<typeof migrated>) => Promise<T>,
): Promise<T> {
  const { cluster, passwords, remove } = await startTemporaryCluster({ durable: true });
  try {
    await withCommitTimes(cluster);
    return await work(cluster, (name) => migrated({ cluster, passwords, name }));
  } finally {
    await remove();
  }
}

/** Starts the console's web process on a database. */
export async function startWeb(addresses: Addresses): Promise<Web & { remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "holdpoint-bench-"));
  const env = {
    DATABASE_URL: addresses.app,
    HOLDPOINT_SECRET: "the secret of a bench and of nothing else",
    HOLDPOINT_DATA_DIR: folder,
  };
  const web = await startNext(root, env, "/status");
  const remove = async () => {
    await web.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...web, remove };
}

export async function withConsole<T>(
  say: (line: string) => void,
  work: (console: Console) => Promise<T>,
): Promise<T> {
  await buildScreens(say);
  return withCluster(async (cluster, database) => {
    const { addresses, superuser } = await database("bench");
    connectStore(addresses.app);
    const stage = await setStage(await hashPassword(password));
    const web = await startWeb(addresses);
    try {
      return await work({ stage, web, addresses, superuser, cluster });
    } finally {
      await web.remove();
      await disconnectStore();
    }
  });
}
