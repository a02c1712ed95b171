import { roleNames, withClient } from "#scripts/postgres/roles.ts";
import { applyMigrations, type PrismaFolders } from "./engine.ts";
import { installQueue } from "./queue.ts";

const oldestServer = 150000;

async function refuseUnfitDatabase(migratorUrl: string): Promise<void> {
  await withClient(migratorUrl, async (client) => {
    const version = await client.query<{ number: number }>(
      "select current_setting('server_version_num')::int as number",
    );
    if ((version.rows[0]?.number ?? 0) < oldestServer)
      throw new Error("Holdpoint needs Postgres 15 or newer.");
    const wanted = [roleNames.app, roleNames.worker];
    const found = await client.query<{ rolname: string }>(
      "select rolname from pg_roles where rolname = any($1)",
      [wanted],
    );
    const missing = wanted.filter((name) => !found.rows.some((row) => row.rolname === name));
    if (missing.length > 0) {
      const how = missing.map((name) => `CREATE ROLE ${name} LOGIN PASSWORD '...';`).join(" ");
      throw new Error(`The database has no role ${missing.join(" and ")}. As its administrator run: ${how}`);
    }
  });
}

/** Brings a database to what this version needs; gives the names of the migrations applied now. */
export async function migrate(migratorUrl: string, folders: PrismaFolders): Promise<string[]> {
  await refuseUnfitDatabase(migratorUrl);
  const applied = await applyMigrations(migratorUrl, folders);
  await installQueue(migratorUrl);
  return applied;
}
