import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { addressesOf, createDatabase } from "#scripts/postgres/roles.ts";
import { startTemporaryCluster } from "#scripts/postgres/temporary.ts";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";
import { publishTwoSides } from "./house.ts";
import { publishTwoSidesCheckpoint } from "./two-sides-checkpoint.ts";

const name = "decisions";

/** Lends `work` a database of its own, with the protocols in it that its incidents and checkpoints follow. */
export async function withHouses<T>(work: () => Promise<T>): Promise<T> {
  const { cluster, passwords, remove } = await startTemporaryCluster();
  try {
    await createDatabase(cluster.superuserUrl, name);
    const { app, migrator } = addressesOf(cluster.port, name, passwords);
    const env = { ...process.env, MIGRATE_DATABASE_URL: migrator };
    await runNodeOrThrow("Migrating", ["scripts/migrate.ts"], { cwd: root, env, timeoutSeconds: 60 });
    process.env.DATABASE_URL = app;
    process.env.HOLDPOINT_SECRET ??= "a secret for the decisions, long enough to be one";
    connectStore(app);
    await publishTwoSides();
    await publishTwoSidesCheckpoint();
    return await work();
  } finally {
    await disconnectStore();
    await remove();
  }
}
