import { join } from "node:path";
import type { Settings } from "#lib/platform/env.ts";
import { type Cluster, startCluster } from "#scripts/postgres/cluster.ts";
import {
  type Addresses,
  addressesOf,
  createDatabase,
  createRoles,
  withClient,
} from "#scripts/postgres/roles.ts";
import { keepSecrets, type Secrets } from "#scripts/postgres/secrets.ts";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";

export type Embedded = { cluster: Cluster; secrets: Secrets; addresses: Addresses };

const databaseName = "holdpoint";

/** The database addresses of the settings; null when none is set, which means the embedded database. */
export function givenAddresses(settings: Settings): Addresses | null {
  const { databaseUrl: app, workerDatabaseUrl: worker, migrateDatabaseUrl: migrator } = settings;
  if (app && worker && migrator) return { app, worker, migrator };
  if (!app && !worker && !migrator) return null;
  throw new Error(
    "DATABASE_URL, WORKER_DATABASE_URL and MIGRATE_DATABASE_URL go together: set all three, or none for the embedded database.",
  );
}

/** Asks at each given address before anything is made, so that a wrong one is named at once. */
export async function refuseClosedAddresses({ app, worker, migrator }: Addresses): Promise<void> {
  const named = { MIGRATE_DATABASE_URL: migrator, DATABASE_URL: app, WORKER_DATABASE_URL: worker };
  for (const [name, address] of Object.entries(named)) {
    await withClient(address, (client) => client.query("select 1")).catch((cause: NodeJS.ErrnoException) => {
      // A name with several addresses fails with an error that has a code and no words.
      throw new Error(`${name} does not lead to a database: ${cause.message || cause.code}.`, { cause });
    });
  }
}

/** Starts the embedded Postgres of a data folder, with its roles and its database. */
export async function startEmbedded(folder: string): Promise<Embedded> {
  const secrets = await keepSecrets(folder);
  const cluster = await startCluster({
    folder: join(folder, "database"),
    superuserPassword: secrets.superuser,
  });
  try {
    await createRoles(cluster.superuserUrl, secrets);
    await createDatabase(cluster.superuserUrl, databaseName);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return { cluster, secrets, addresses: addressesOf(cluster.port, databaseName, secrets) };
}

/** Migrates in a process of its own and gives what it said. */
export async function migrateDatabase(migratorUrl: string): Promise<string> {
  const said = await runNodeOrThrow("Migrating the database", ["scripts/migrate.ts"], {
    cwd: root,
    env: { ...process.env, MIGRATE_DATABASE_URL: migratorUrl },
    timeoutSeconds: 300,
  });
  return said.trim();
}
