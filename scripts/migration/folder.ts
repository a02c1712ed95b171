import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export const firstLockfile = 'provider = "postgresql"\n';

export type SchemaFile = { path: string; content: string };

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The schema's files, in a fixed order, since their concatenation is one schema. */
export function readSchema(folder: string): SchemaFile[] {
  return filesBelow(folder)
    .filter((path) => path.endsWith(".prisma"))
    .map((path) => ({ path: relative(folder, path), content: readFileSync(path, "utf8") }));
}

/** The migrations folder in the form that the schema engine takes. */
export function readMigrations(folder: string) {
  const lockfile = join(folder, "migration_lock.toml");
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  return {
    baseDir: folder,
    shadowDbInitScript: "",
    lockfile: {
      path: "migration_lock.toml",
      content: existsSync(lockfile) ? readFileSync(lockfile, "utf8") : firstLockfile,
    },
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  };
}
