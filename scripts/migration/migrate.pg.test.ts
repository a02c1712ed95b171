import { expect, it } from "vitest";
import { withClient } from "#scripts/postgres/roles.ts";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { prismaFolders, root } from "#scripts/root.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { readMigrations } from "./folder.ts";

const database = await testDatabase();
const migrateAgain = () =>
  runNodeOrThrow("Migrating", ["scripts/migrate.ts"], {
    cwd: root,
    env: { ...process.env, MIGRATE_DATABASE_URL: database.migrator },
  });
const enqueue = "select holdpoint_enqueue('probe', '{\"n\": 1}', $1, null, 3)";

it("has applied every migration of the folder, in the table that Prisma's own command reads", async () => {
  const applied = await withClient(database.migrator, (client) =>
    client.query("select migration_name from _prisma_migrations where finished_at is not null order by 1"),
  );
  const inFolder = readMigrations(prismaFolders.migrations).migrationDirectories.map(({ path }) => path);
  expect(applied.rows.map((row) => row.migration_name)).toEqual(inFolder);
});

it("leads from the migrations folder to exactly the schema", async () => {
  expect(await runNodeOrThrow("Comparing", ["scripts/migrate.ts", "check"], { cwd: root })).toContain(
    "lead to the schema",
  );
});

it("stays as it is when three migrators come at once again", async () => {
  const said = await Promise.all([migrateAgain(), migrateAgain(), migrateAgain()]);
  expect(said).toEqual(Array(3).fill("The database is up to date.\n"));
});

it("lets the app add a job in its own transaction, and the job goes when the transaction does", async () => {
  await withClient(database.app, async (client) => {
    await client.query("begin");
    await client.query(enqueue, ["rolled back"]);
    await client.query("rollback");
    await client.query(enqueue, ["kept"]);
  });
  const jobs = await withClient(database.worker, (client) =>
    client.query("select key, max_attempts from graphile_worker._private_jobs"),
  );
  expect(jobs.rows).toEqual([{ key: "kept", max_attempts: 3 }]);
});

it("does not let the app see or change the queue", async () => {
  await withClient(database.app, async (client) => {
    for (const sql of [
      "select * from graphile_worker._private_jobs",
      "select graphile_worker.add_job('probe')",
      "create policy mine on graphile_worker._private_jobs using (true)",
    ]) {
      await expect(client.query(sql)).rejects.toThrow(/permission denied|must be owner/);
    }
  });
});
