import type { TestProject } from "vitest/node";
import { addressesOf, createDatabase } from "#scripts/postgres/roles.ts";
import { startTemporaryCluster } from "#scripts/postgres/temporary.ts";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";

export type PostgresForTests = {
  port: number;
  superuserUrl: string;
  template: string;
  passwords: { migrator: string; app: string; worker: string };
};

declare module "vitest" {
  interface ProvidedContext {
    postgres: PostgresForTests;
  }
}

const template = "holdpoint_template";

/** Starts one Postgres for the whole run and migrates one database, of which each test file gets a copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { cluster, passwords, remove } = await startTemporaryCluster();
  try {
    await createDatabase(cluster.superuserUrl, template);
    const { migrator } = addressesOf(cluster.port, template, passwords);
    // In a process of its own, because the schema engine leaves timers behind.
    await runNodeOrThrow("Migrating the test database", ["scripts/migrate.ts"], {
      cwd: root,
      env: { ...process.env, MIGRATE_DATABASE_URL: migrator },
      timeoutSeconds: 60,
    });
  } catch (error) {
    await remove();
    throw error;
  }
  const { port, superuserUrl } = cluster;
  project.provide("postgres", { port, superuserUrl, template, passwords });
  return remove;
}
