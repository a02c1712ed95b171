import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

// Postgres' internal one-byte type of the catalogues, which the adapter does not know.
const oidOfChar = 18;
const oidOfText = 25;

type Answer = { fields: { dataTypeID: number }[] };

/** A view of the pool that shows catalogue characters as text and notes the columns where it did. */
function showCharactersAsText(pool: pg.Pool, columns: number[]) {
  return {
    query: async (config: pg.QueryConfig) => {
      const answer: Answer = await pool.query(config);
      answer.fields.forEach((field, index) => {
        if (field.dataTypeID !== oidOfChar) return;
        field.dataTypeID = oidOfText;
        columns.push(index);
      });
      return answer;
    },
  };
}

async function queryRaw(adapter: SqlDriverAdapter, pool: pg.Pool, query: SqlQuery) {
  const columns: number[] = [];
  const view: SqlDriverAdapter = Object.create(adapter, {
    client: { value: showCharactersAsText(pool, columns) },
    queryRaw: { value: Object.getPrototypeOf(adapter).queryRaw },
  });
  const result = await view.queryRaw(query);
  for (const column of columns) result.columnTypes[column] = ColumnTypeEnum.Character;
  return result;
}

/** The whole script in one query, because cutting it at semicolons breaks function bodies. */
async function executeScript(pool: pg.Pool, script: string): Promise<void> {
  try {
    await pool.query(script);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const { code = "N/A", severity = "N/A", message, detail, column, hint } = error;
    throw new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
  }
}

async function connectTo(
  config: pg.PoolConfig,
  afterwards: () => Promise<void> = async () => {},
): Promise<SqlDriverAdapter> {
  // One connection, because the engine's lock against a second migrator belongs to its session.
  const pool = new pg.Pool({ ...config, max: 1 });
  const adapter: SqlDriverAdapter = await new PrismaPg(pool).connect();
  const dispose = async () => {
    await pool.end();
    await afterwards();
  };
  return Object.assign(adapter, {
    queryRaw: (query: SqlQuery) => queryRaw(adapter, pool, query),
    executeScript: (script: string) => executeScript(pool, script),
    dispose,
  });
}

async function connectToShadow(url: string): Promise<SqlDriverAdapter> {
  const name = `holdpoint_shadow_${randomUUID()}`;
  const administer = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await administer(`CREATE DATABASE "${name}" TEMPLATE template0`);
  const shadow = new URL(url);
  shadow.pathname = `/${name}`;
  return connectTo({ connectionString: shadow.href }, () =>
    administer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  );
}

/**
 * Prisma's own Postgres adapter with what its schema engine needs besides: whole scripts, catalogue
 * characters, and shadow databases that are made from the empty template and really go away.
 */
export function migrationAdapter(url: string): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connectTo({ connectionString: url }),
    connectToShadowDb: () => connectToShadow(url),
  };
}
