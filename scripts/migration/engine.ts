import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import { migrationAdapter } from "./adapter.ts";
import { readMigrations, readSchema } from "./folder.ts";

export type PrismaFolders = { schema: string; migrations: string };

const nothingExternal = { externalTables: [], externalEnums: [] };

function keepPanics(): () => string | undefined {
  let panic: string | undefined;
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => {
        panic = message;
      },
    },
  });
  return () => panic;
}

async function withEngine<T>(
  url: string,
  folders: PrismaFolders,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const lastPanic = keepPanics();
  const adapter = bindMigrationAwareSqlAdapterFactory(migrationAdapter(url));
  const datamodels = readSchema(folders.schema).map(({ path, content }): [string, string] => [path, content]);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
  try {
    return await work(engine);
  } catch (cause) {
    const panic = lastPanic();
    throw panic ? new Error(`The schema engine broke: ${panic}`, { cause }) : cause;
  } finally {
    engine.free();
  }
}

/** Applies what is in the folder and not yet in the database; gives the names. */
export function applyMigrations(url: string, folders: PrismaFolders): Promise<string[]> {
  return withEngine(url, folders, async (engine) => {
    const migrationsList = readMigrations(folders.migrations);
    const output = await engine.applyMigrations({ migrationsList, filters: nothingExternal });
    return output.appliedMigrationNames;
  });
}

/** The SQL that leads from the migrations folder to the schema; empty when they say the same. */
export function diffMigrationsToSchema(url: string, folders: PrismaFolders): Promise<string> {
  return withEngine(url, folders, async (engine) => {
    const result = await engine.diff({
      from: { tag: "migrations", ...readMigrations(folders.migrations) },
      to: { tag: "schemaDatamodel", files: readSchema(folders.schema) },
      script: true,
      exitCode: null,
      filters: nothingExternal,
    });
    const script = result.stdout?.trim() ?? "";
    return /^(-- This is an empty migration\.)?$/.test(script) ? "" : script;
  });
}
