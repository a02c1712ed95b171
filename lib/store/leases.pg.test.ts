import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { holdsLease, releaseLease, renewLease, takeLease, type WantedLease } from "./leases.ts";
import { clientOf, withTransaction } from "./transaction.ts";

beforeAll(async () => {
  connectStore((await testDatabase()).worker);
});
afterAll(disconnectStore);

const wanted = (change: Partial<WantedLease> = {}): WantedLease => ({
  runId: newId(),
  incident: "INC-2026-0001",
  step: "redeploy",
  attempt: 1,
  worker: "one",
  seconds: 15,
  ...change,
});
const take = (lease: WantedLease) => takeLease(lease);
const holds = (runId: string, epoch: number) => withTransaction((tx) => holdsLease(tx, { runId, epoch }));
const release = (runId: string, epoch: number) => releaseLease({ runId, epoch });

/** Lets a lease run out as time would. */
const runOut = (runId: string) =>
  clientOf().$executeRaw`UPDATE "RunLease" SET lease_until = clock_timestamp() WHERE run_id = ${runId}::uuid`;

it("of many that want a run at once, one gets it", async () => {
  const runId = newId();
  const taken = await Promise.all(["a", "b", "c", "d", "e"].map((worker) => take(wanted({ runId, worker }))));
  expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
});

it("a run whose lease ran out goes to the next with a higher epoch, and the former holder can do nothing more", async () => {
  const lease = wanted();
  const first = await take(lease);
  expect(first?.epoch).toBe(1);
  expect(await holds(lease.runId, 1)).toBe(true);
  await runOut(lease.runId);
  expect(await renewLease({ runId: lease.runId, epoch: 1 }, 15)).toBe(false);
  expect(await holds(lease.runId, 1)).toBe(false);
  const second = await take({ ...lease, worker: "two", attempt: 2 });
  expect(second).toMatchObject({ epoch: 2, worker: "two", attempt: 2 });
  expect(await release(lease.runId, 1)).toBe(false);
  expect(await renewLease({ runId: lease.runId, epoch: 1 }, 15)).toBe(false);
  expect(await renewLease({ runId: lease.runId, epoch: 2 }, 15)).toBe(true);
});

it("a renewed lease lasts longer", async () => {
  const lease = wanted({ seconds: 5 });
  const first = await take(lease);
  expect(await renewLease({ runId: lease.runId, epoch: 1 }, 60)).toBe(true);
  const rows = await clientOf().runLease.findUnique({
    where: { runId_lane: { runId: lease.runId, lane: "" } },
    select: { leaseUntil: true },
  });
  expect(rows?.leaseUntil.getTime()).toBeGreaterThan(Date.parse(first?.leaseUntil ?? "") + 30_000);
});

it("a lease given back is free at once, is not held any more, and its epoch goes on", async () => {
  const lease = wanted();
  await take(lease);
  expect(await release(lease.runId, 1)).toBe(true);
  expect(await release(lease.runId, 1)).toBe(false);
  expect(await holds(lease.runId, 1)).toBe(false);
  expect((await take(lease))?.epoch).toBe(2);
});
