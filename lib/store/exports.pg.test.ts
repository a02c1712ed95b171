import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { createExport, findExport } from "./exports.ts";
import { withTransaction } from "./transaction.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
});
afterAll(disconnectStore);

const as = (url: string, sql: string, values: unknown[] = []) =>
  withClient(url, (client) => client.query(sql, values));
const denied = /permission denied for table BundleExport/;

it("who asked for a record, for which and when is changed by nobody, the worker included", async () => {
  const askedBy = newId();
  const id = await withTransaction((tx) => createExport(tx, "INC-2026-0001", askedBy));
  for (const column of ["asked_by = gen_random_uuid()", "asked_at = now()", "reference = 'INC-2026-0002'"])
    for (const role of [database.worker, database.app])
      await expect(as(role, `UPDATE "BundleExport" SET ${column}`)).rejects.toThrow(denied);
  for (const role of [database.worker, database.app])
    await expect(as(role, `DELETE FROM "BundleExport"`)).rejects.toThrow(denied);
  await as(
    database.worker,
    `UPDATE "BundleExport" SET made_at = now(), size = 1, head_seq = 1 WHERE id = $1`,
    [id],
  );
  expect(await findExport(id)).toMatchObject({ askedBy, reference: "INC-2026-0001", size: 1 });
});

it("the web process cannot say that a record was made, nor when it was asked for", async () => {
  const asked = [newId(), "INC-2026-0001", newId()];
  for (const column of ["made_at", "asked_at"])
    await expect(
      as(
        database.app,
        `INSERT INTO "BundleExport" (id, reference, asked_by, ${column}) VALUES ($1, $2, $3, now())`,
        asked,
      ),
    ).rejects.toThrow(denied);
});
