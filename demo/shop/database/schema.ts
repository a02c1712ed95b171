import { readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { inTransaction } from "./connection.ts";

export const oldSchema = 42;
export const newSchema = 43;
export type SchemaVersion = typeof oldSchema | typeof newSchema;

export async function setUpSchema(client: pg.Client): Promise<void> {
  await client.query(migrationText("audit-trail.sql"));
  const found = await client.query("SELECT to_regclass('schema_version') IS NOT NULL AS present");
  if (found.rows[0]?.present === true) return;
  await inTransaction(client, async () => {
    await client.query(migrationText("0042-base.sql"));
    await step(client, newSchema);
  });
}

/** Moves the schema in one transaction and proves the columns before it commits; false when it was there already. */
export function moveSchema(client: pg.Client, to: SchemaVersion): Promise<boolean> {
  return inTransaction(client, async () => {
    await client.query("SET LOCAL lock_timeout = '10s'");
    // ACCESS EXCLUSIVE, because a release must not read one version and write by the other.
    await client.query("LOCK TABLE schema_version, orders IN ACCESS EXCLUSIVE MODE");
    if ((await readSchema(client)) === to) return false;
    await step(client, to);
    await proveColumns(client, to);
    return true;
  });
}

export async function readSchema(client: pg.Client): Promise<number> {
  const result = await client.query<{ version: number }>("SELECT version FROM schema_version");
  const version = result.rows[0]?.version;
  if (version === undefined) throw new Error("The table schema_version is empty.");
  return version;
}

export async function proveColumns(client: pg.Client, version: SchemaVersion): Promise<void> {
  const result = await client.query(
    "SELECT 1 FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'discount_cents'",
  );
  const hasDiscounts = result.rowCount === 1;
  if (hasDiscounts !== (version === newSchema)) {
    throw new Error(
      `Schema ${version} expects orders ${version === newSchema ? "with" : "without"} discount_cents.`,
    );
  }
}

async function step(client: pg.Client, to: SchemaVersion): Promise<void> {
  const direction = to === newSchema ? "up" : "down";
  await client.query(migrationText(`0043-order-discounts.${direction}.sql`));
  await client.query("UPDATE schema_version SET version = $1, changed_at = now()", [to]);
}

function migrationText(name: string): string {
  return readFileSync(join(import.meta.dirname, name), "utf8");
}
