import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { type Addresses, addressesOf, createDatabase, withClient } from "#scripts/postgres/roles.ts";
import { startTemporaryCluster } from "#scripts/postgres/temporary.ts";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";

/** A database that waits for its disk, with the product's schema, people, packs and actions in it. */
export type BenchStage = Stage & { addresses: Addresses; superuser: string };

export async function withBenchStage<T>(work: (stage: BenchStage) => Promise<T>): Promise<T> {
  const { cluster, passwords, remove } = await startTemporaryCluster({ durable: true });
  try {
    await createDatabase(cluster.superuserUrl, "bench");
    const addresses = addressesOf(cluster.port, "bench", passwords);
    await runNodeOrThrow("Migrating the bench's database", ["scripts/migrate.ts"], {
      cwd: root,
      env: { ...process.env, MIGRATE_DATABASE_URL: addresses.migrator },
      timeoutSeconds: 60,
    });
    connectStore(addresses.app);
    const superuser = new URL(cluster.superuserUrl);
    superuser.pathname = "/bench";
    return await work({ ...(await setStage()), addresses, superuser: superuser.href });
  } finally {
    await disconnectStore();
    await remove();
  }
}

/** Open incidents of a service's production, and their references. */
export async function openIncidents(stage: BenchStage, count: number): Promise<string[]> {
  const services = [{ id: stage.service, environment: "production" }];
  const references: string[] = [];
  for (let number = 0; number < count; number += 1)
    references.push(
      await declared({ ...stage, freeEnvironment: () => "production" }, await draftOf(stage, services)),
    );
  return references;
}

const draftOf = (stage: BenchStage, services: { id: string; environment: string }[]) =>
  serviceV3({ ...stage, freeEnvironment: () => "production" }, { services });

/** Runs statements of the bench's own as the superuser, each given as text and values. */
export const asSuperuser = <T>(
  stage: BenchStage,
  work: (
    query: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>,
  ) => Promise<T>,
): Promise<T> => withClient(stage.superuser, (client) => work((text, values) => client.query(text, values)));
