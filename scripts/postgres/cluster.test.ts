import { chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { keepDatabase } from "#scripts/start/keep-database.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { addressesOf, createDatabase, createRoles, withClient } from "./roles.ts";
import { keepSecrets, type Secrets } from "./secrets.ts";

let folder: string;
let secrets: Secrets;
let cluster: Cluster;

const start = () => startCluster({ folder, superuserPassword: secrets.superuser, durable: false });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "a folder of "));
  await chmod(folder, 0o755);
  secrets = await keepSecrets(folder);
  cluster = await start();
  await createRoles(cluster.superuserUrl, secrets);
  await createDatabase(cluster.superuserUrl, "holdpoint");
});
afterAll(async () => {
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

it("keeps its generated passwords for its owner's eyes only, and keeps them", async () => {
  expect((await stat(join(folder, "secrets.json"))).mode & 0o777).toBe(0o600);
  expect(await keepSecrets(folder)).toEqual(secrets);
});

it("takes over a server that still runs, on the same port", async () => {
  expect((await start()).port).toBe(cluster.port);
});

it("comes back on its port after a stop", async () => {
  const { port } = cluster;
  await cluster.stop();
  cluster = await start();
  expect(cluster.port).toBe(port);
});

it("is started again when its process was killed", async () => {
  const { app } = addressesOf(cluster.port, "holdpoint", secrets);
  const pid = Number((await readFile(join(cluster.dataFolder, "postmaster.pid"), "utf8")).split("\n")[0]);
  const said: string[] = [];
  process.kill(pid, "SIGKILL");
  const letGo = keepDatabase(cluster, (sentence) => said.push(sentence));
  await vi.waitUntil(() => withClient(app, () => Promise.resolve(true)).catch(() => false), {
    timeout: 20_000,
    interval: 200,
  });
  letGo();
  expect(said).toEqual(["The database is gone; starting it again."]);
});

it("lets in the three roles with their own passwords and gives only the migrator a right to create", async () => {
  const { app, worker, migrator } = addressesOf(cluster.port, "holdpoint", secrets);
  await withClient(migrator, (client) => client.query("create table owned (id int)"));
  for (const url of [app, worker]) {
    await withClient(url, async (client) => {
      await expect(client.query("select * from owned")).rejects.toThrow(/permission denied/);
      await expect(client.query("create table mine (id int)")).rejects.toThrow(/permission denied/);
    });
  }
  await expect(withClient(app.replace(secrets.app, "wrong"), async () => 0)).rejects.toThrow(/password/);
});

it.runIf(process.getuid?.() === 0)(
  "finds a place of its own when the account cannot reach ours, and leaves it with our folder",
  async () => {
    const closed = await mkdtemp(join(tmpdir(), "closed-"));
    const startThere = (superuserPassword: string) =>
      startCluster({ folder: closed, superuserPassword, durable: false });
    const other = await startThere(secrets.superuser);
    await createRoles(other.superuserUrl, secrets);
    await other.stop();
    expect(other.dataFolder.startsWith(closed)).toBe(false);
    await rm(closed, { recursive: true });
    const anew = await startThere(secrets.app);
    const roles = await withClient(anew.superuserUrl, (client) =>
      client.query("select 1 from pg_roles where rolname = 'holdpoint_app'"),
    );
    await anew.stop();
    expect(roles.rowCount).toBe(0);
    await rm(dirname(other.dataFolder), { recursive: true });
    await rm(closed, { recursive: true });
  },
);
