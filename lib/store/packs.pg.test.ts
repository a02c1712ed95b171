import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "./client.ts";
import {
  currentPack,
  findVersion,
  listCurrentPacks,
  listVersions,
  packByHash,
  publishPack,
} from "./packs.ts";
import { pack } from "./testing/incident.ts";
import { withTransaction } from "./transaction.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
});
afterAll(disconnectStore);

it("a pack that was altered where it is kept is not taken for the one that was pinned", async () => {
  const { hash } = await withTransaction((tx) => publishPack(tx, pack));
  const client = new pg.Client({ connectionString: database.superuser });
  await client.connect();
  const set = (from: string, to: string) =>
    client.query('UPDATE "ProtocolVersion" SET body = replace(body, $1, $2)', [from, to]);
  await expect(set("15", "150")).rejects.toThrow("what was published stays");
  await client.query('ALTER TABLE "ProtocolVersion" DISABLE TRIGGER USER');
  await set('"dueInMinutes":15', '"dueInMinutes":150');
  await expect(packByHash(hash)).rejects.toMatchObject({ code: "broken-invariant" });
  await set('"dueInMinutes":150', '"dueInMinutes":15');
  await client.query('ALTER TABLE "ProtocolVersion" ENABLE TRIGGER USER');
  await client.end();
  expect(await packByHash(hash)).toEqual(pack);
});

it("publishing the same content again changes nothing, and the version published last is the current one", async () => {
  const first = await withTransaction((tx) => publishPack(tx, pack));
  expect(await withTransaction((tx) => publishPack(tx, pack))).toEqual({ hash: first.hash, isNew: false });
  const second = await withTransaction((tx) => publishPack(tx, { ...pack, version: "1.1.0" }));
  expect(await currentPack(pack.id)).toMatchObject({ hash: second.hash, pack: { version: "1.1.0" } });
  expect((await listVersions(pack.id)).map(({ version }) => version)).toEqual(["1.1.0", pack.version]);
  expect(await findVersion(pack.id, first.hash.slice(0, 16))).toMatchObject({ hash: first.hash });
  expect(await listCurrentPacks()).toHaveLength(1);
  expect(await packByHash(first.hash)).toEqual(pack);
  expect(await currentPack("none")).toBeNull();
});
