import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { z } from "zod";
import { withDatabase } from "../database/connection.ts";
import {
  moveSchema,
  newSchema,
  oldSchema,
  proveColumns,
  readSchema,
  type SchemaVersion,
} from "../database/schema.ts";
import { askVersions, waitUntilSteady } from "./ask-shop.ts";
import { type Changing, change } from "./verb.ts";

const schemaVersion = z
  .enum([String(oldSchema), String(newSchema)], `expected ${oldSchema} or ${newSchema}`)
  .transform((text): SchemaVersion => (text === String(oldSchema) ? oldSchema : newSchema));

export const rollbackDatabase = change({ to: schemaVersion }, (around, { to }) =>
  withDatabase(around.settings.databaseUrl, async (client) => {
    const { say, settings } = around;
    const found = await readSchema(client);
    say(`the database is at schema ${found}`);
    if (found < to) throw new Error(`schema ${to} is ahead of schema ${found}; a rollback only goes back`);
    if (found > to) await keepOrders(around, client);
    const hasMoved = await moveSchema(client, to);
    say(hasMoved ? `migration undone in one transaction: schema ${to}` : `schema ${to} is in place already`);
    await proveColumns(client, to);
    const orders = await client.query<{ count: string }>("SELECT count(*) FROM orders");
    say(`the columns of schema ${to} are there, ${orders.rows[0]?.count} orders kept`);
    await waitUntilSteady(
      { times: 5, withinSeconds: 10, what: `schema ${to} seen by the shop` },
      async () => {
        const { schema } = await askVersions(settings.proxyUrl);
        return schema === to ? null : `the shop sees schema ${schema}`;
      },
    );
    say(`the running shop sees schema ${to}`);
  }),
);

async function keepOrders({ folder, say }: Changing, client: pg.Client): Promise<void> {
  const found = await client.query("SELECT to_jsonb(orders) AS row FROM orders ORDER BY id");
  const discounted = found.rows.filter(({ row }) => row.discount_cents > 0).length;
  const file = join(folder.backups, `orders-before-undo-${Date.now()}.jsonl`);
  writeFileSync(file, found.rows.map(({ row }) => `${JSON.stringify(row)}\n`).join(""), {
    mode: 0o600,
    flag: "wx",
  });
  say(`copied ${found.rows.length} orders to ${file}`);
  say(`undoing drops the discount of ${discounted} orders; the copy has it`);
}
