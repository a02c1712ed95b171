import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cluster, startCluster } from "./cluster.ts";
import { addressesOf, createDatabase, createRoles, type RolePasswords } from "./roles.ts";

export type TemporaryCluster = { cluster: Cluster; passwords: RolePasswords; remove: () => Promise<void> };

/** A Postgres of its own in a temporary folder, with the three roles and no database yet. A durable one waits for its disk, as a real one does. */
export async function startTemporaryCluster({ durable = false } = {}): Promise<TemporaryCluster> {
  const folder = await mkdtemp(join(tmpdir(), "holdpoint-postgres-"));
  // Open to all, because as root another account runs the server.
  await chmod(folder, 0o755);
  const word = () => randomBytes(12).toString("hex");
  const passwords = { migrator: word(), app: word(), worker: word() };
  const cluster = await startCluster({ folder, superuserPassword: word(), durable });
  const remove = async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await createRoles(cluster.superuserUrl, passwords);
  } catch (error) {
    await remove();
    throw error;
  }
  return { cluster, passwords, remove };
}

/** Lends `work` the migrator's address of an empty database that is gone afterwards. */
export async function withScratchDatabase<T>(work: (migratorUrl: string) => Promise<T>): Promise<T> {
  const { cluster, passwords, remove } = await startTemporaryCluster();
  try {
    await createDatabase(cluster.superuserUrl, "scratch");
    return await work(addressesOf(cluster.port, "scratch", passwords).migrator);
  } finally {
    await remove();
  }
}
