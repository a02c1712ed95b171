import { afterAll, beforeAll, expect, it } from "vitest";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { beat } from "./heartbeats.ts";
import { freeLostJobs } from "./sweep.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.worker);
});
afterAll(disconnectStore);

const ask = <T extends object>(statement: string, values: unknown[] = []) =>
  withClient(database.superuser, async (client) => (await client.query<T>(statement, values)).rows);

/** A job that was taken under a name, so many seconds ago. */
async function taken(by: string, secondsAgo: number): Promise<string> {
  const [job] = await ask<{ id: string }>(
    `SELECT id::text FROM graphile_worker.add_job('escalate', job_key => $1)`,
    [`${by} ${secondsAgo}`],
  );
  await ask(
    `UPDATE graphile_worker._private_jobs SET locked_by = $2, locked_at = now() - make_interval(secs => $3)
     WHERE id = $1::bigint`,
    [job?.id, by, secondsAgo],
  );
  return job?.id ?? "";
}
const free = async () =>
  (
    await ask<{ id: string }>(`SELECT id::text FROM graphile_worker.jobs WHERE locked_at IS NULL ORDER BY id`)
  ).map(({ id }) => id);

it("a job is given back that a dead worker took, or that we took and do not have; what somebody works on stays", async () => {
  const mail = { version: "1", sendsMail: true };
  await beat("living", { ...mail, queueWorkers: ["of-living"] });
  await beat("silent", { ...mail, queueWorkers: ["of-silent"] });
  await ask(`UPDATE "WorkerHeartbeat" SET beat_at = now() - interval '16 seconds' WHERE worker = 'silent'`);
  const ofDead = await taken("of-nobody", 20);
  const ofSilent = await taken("of-silent", 20);
  const lostOnTheWay = await taken("ours", 20);
  const inHand = await taken("ours", 21);
  await taken("of-living", 20);
  await taken("of-nobody", 5);
  await taken("ours", 5);
  expect(await freeLostJobs({ names: ["ours"], inHand: [inHand] }, 15)).toBe(3);
  expect(await free()).toEqual([ofDead, ofSilent, lostOnTheWay]);
});
