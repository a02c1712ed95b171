import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diffMigrationsToSchema } from "./migration/engine.ts";
import { firstLockfile } from "./migration/folder.ts";
import { migrate } from "./migration/migrate.ts";
import { withScratchDatabase } from "./postgres/temporary.ts";
import { prismaFolders } from "./root.ts";

const usage = `npm run migrate                  apply to the database of MIGRATE_DATABASE_URL
npm run migrate -- new <name>    write the migration that leads to prisma/schema
npm run migrate -- check         say whether the migrations lead to prisma/schema`;

async function apply(): Promise<string> {
  const url = process.env.MIGRATE_DATABASE_URL;
  if (!url)
    throw new Error("MIGRATE_DATABASE_URL is not set: it is the address of the role that owns the tables.");
  const applied = await migrate(url, prismaFolders);
  return applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`;
}

async function writeNew(name: string | undefined): Promise<string> {
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error(`A migration's name is lower-case words joined by _, not ${JSON.stringify(name ?? "")}.`);
  }
  const script = await withScratchDatabase((url) => diffMigrationsToSchema(url, prismaFolders));
  if (script === "") return "The migrations already lead to the schema; nothing written.";
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(prismaFolders.migrations, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "migration.sql"), `${script}\n`);
  const lock = join(prismaFolders.migrations, "migration_lock.toml");
  if (!existsSync(lock)) await writeFile(lock, firstLockfile);
  return `Wrote ${folder}. Read it before you apply it.`;
}

async function check(): Promise<string> {
  const script = await withScratchDatabase((url) => diffMigrationsToSchema(url, prismaFolders));
  if (script !== "") throw new Error(`The schema says more than the migrations. Missing:\n${script}`);
  return "The migrations lead to the schema.";
}

async function main([verb = "apply", name]: string[]): Promise<string> {
  switch (verb) {
    case "apply":
      return apply();
    case "new":
      return writeNew(name);
    case "check":
      return check();
    default:
      throw new Error(`Unknown: ${verb}\n${usage}`);
  }
}

const failed = await main(process.argv.slice(2)).then(
  (said) => {
    console.log(said);
    return 0;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  },
);
// By hand, because the schema engine leaves a timer behind that would keep us for ten seconds.
process.exit(failed);
