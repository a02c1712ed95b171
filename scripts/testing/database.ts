/**
 * A real, migrated Postgres database for one test file. In a file named `*.pg.test.ts`:
 *
 *     const database = await testDatabase();
 *
 * gives the addresses of the three roles and of the superuser, and sets DATABASE_URL, WORKER_DATABASE_URL
 * and MIGRATE_DATABASE_URL for code that reads its settings from the environment, and a folder for files of
 * evidence where the file has set none. So call it before such code is loaded (`await import(...)` after it).
 * The database is dropped after the file's last test.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject } from "vitest";
import { type Addresses, addressesOf, createDatabase, withClient } from "#scripts/postgres/roles.ts";

export type TestDatabase = Addresses & { name: string; superuser: string };

export async function testDatabase(): Promise<TestDatabase> {
  const { port, superuserUrl, template, passwords } = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await createDatabase(superuserUrl, name, template);
  afterAll(() => withClient(superuserUrl, (client) => client.query(`DROP DATABASE "${name}" WITH (FORCE)`)));
  const addresses = addressesOf(port, name, passwords);
  if (process.env.HOLDPOINT_EVIDENCE_DIR === undefined) {
    const folder = await mkdtemp(join(tmpdir(), "holdpoint-evidence-"));
    process.env.HOLDPOINT_EVIDENCE_DIR = folder;
    afterAll(() => rm(folder, { recursive: true }));
  }
  process.env.DATABASE_URL = addresses.app;
  process.env.WORKER_DATABASE_URL = addresses.worker;
  process.env.MIGRATE_DATABASE_URL = addresses.migrator;
  const superuser = new URL(superuserUrl);
  superuser.pathname = `/${name}`;
  return { ...addresses, name, superuser: superuser.href };
}
