import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import type { NewEvent } from "#lib/domain/incident/events/index.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { claimDueClocks, nextDueAt } from "./due-clocks.ts";
import { lockIncident, readEntries } from "./incident-log.ts";
import { append, declareOne } from "./testing/incident.ts";
import { clientOf, databaseNow, withTransaction } from "./transaction.ts";

let database: TestDatabase;
let now: string;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.worker);
});
afterAll(disconnectStore);
beforeEach(async () => {
  await clientOf().clock.deleteMany({});
  now = await databaseNow();
});

// One that its pack reminds nobody of.
const address = { clock: "ratification", occurrence: 1 };
const started = (minutesToRisk: number): NewEvent => ({
  type: "ClockStarted",
  facts: {
    ...address,
    rule: "MKC-3",
    startedAt: minutesAfter(now, minutesToRisk - 10, 1),
    atRiskAt: minutesAfter(now, minutesToRisk, 1),
    dueAt: minutesAfter(now, minutesToRisk + 5, 1),
  },
  text: {},
});

async function withClock(minutesToRisk: number): Promise<string> {
  const reference = await declareOne();
  await append(reference, started(minutesToRisk));
  return reference;
}

const claim = (limit = 10) => withTransaction((tx) => claimDueClocks(tx, limit));

it("nothing is due where no clock runs", async () => {
  expect(await nextDueAt()).toBeNull();
  expect(await claim()).toEqual([]);
});

it("the nearest deadline is told with its distance in the database's time", async () => {
  await withClock(60);
  await withClock(30);
  const next = await nextDueAt();
  expect(next?.at).toBe(minutesAfter(now, 30, 1));
  expect(next?.inMilliseconds).toBeGreaterThan(29 * 60_000);
  expect(next?.inMilliseconds).toBeLessThanOrEqual(30 * 60_000);
  expect(await claim()).toEqual([]);
});

it("due clocks are claimed soonest first, with what they do next", async () => {
  const later = await withClock(-1);
  const sooner = await withClock(-2);
  const claimed = await claim();
  expect(claimed.map(({ reference, fires }) => [reference, fires])).toEqual([
    [sooner, "at-risk"],
    [later, "at-risk"],
  ]);
  expect((await claim(1)).map(({ reference }) => reference)).toEqual([sooner]);
  expect((await nextDueAt())?.inMilliseconds).toBeLessThan(0);
});

it("a clock goes from risk to breach to each escalation of its path, and is then silent", async () => {
  const reference = await withClock(-20);
  const fires = async () => (await claim())[0]?.fires;
  expect(await fires()).toBe("at-risk");
  await append(reference, { type: "ClockAtRisk", facts: address, text: {} });
  expect(await fires()).toBe("breach");
  const dueAt = minutesAfter(now, -15, 1);
  await append(reference, {
    type: "ClockBreached",
    facts: { ...address, dueAt, atDeclaration: false },
    text: {},
  });
  expect(await fires()).toBe("escalation");
  await append(reference, { type: "ClockMet", facts: { ...address, bySeq: 1 }, text: {} });
  expect(await nextDueAt()).toBeNull();
});

it("two who claim at once never hold the same incident, and an incident that a command holds is passed over", async () => {
  const references = await Promise.all([-1, -2, -3, -4].map(withClock));
  await withTransaction(async (command) => {
    await lockIncident(command, references[0] ?? "");
    await withTransaction(async (first) => {
      const mine = await claimDueClocks(first, 2);
      await withTransaction(async (second) => {
        const yours = await claimDueClocks(second, 10);
        const all = [...mine, ...yours].map((clock) => clock.reference);
        expect(all.sort()).toEqual(references.slice(1).sort());
      });
    });
  });
  expect(await claim()).toHaveLength(4);
});

it("a firing is written once: the same again is refused by the database, and its entry with it", async () => {
  const reference = await withClock(-20);
  const breached: NewEvent = {
    type: "ClockBreached",
    facts: { ...address, dueAt: minutesAfter(now, -15, 1), atDeclaration: false },
    text: {},
  };
  await append(reference, breached);
  const entries = async () => (await readEntries(reference, 0)).length;
  const before = await entries();
  await expect(append(reference, breached)).rejects.toThrow();
  expect(await entries()).toBe(before);
});
