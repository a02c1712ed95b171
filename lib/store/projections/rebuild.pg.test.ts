import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { NewEvent } from "#lib/domain/incident/events/index.ts";
import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { verifyChain } from "#lib/verify/chain.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "../client.ts";
import { appendEvents, lockIncident, readEntries, readIncident } from "../incident-log.ts";
import { readHead, readRawEntries } from "../log/raw-entries.ts";
import { actorOf, nextEvent } from "../testing/event-sequences.ts";
import { declareOne, pack } from "../testing/incident.ts";
import { tableRows } from "../testing/table-rows.ts";
import { databaseNow, withTransaction } from "../transaction.ts";
import { rebuildProjections } from "./rebuild.ts";

const clockNames = Object.keys(pack.clocks);

type Turn = { rolls: number[]; words: string };
const turn: fc.Arbitrary<Turn> = fc.record({
  rolls: fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 }),
  words: fc.string({ unit: "grapheme", maxLength: 40 }).filter((words) => !words.includes("\u0000")),
});

beforeAll(async () => {
  connectStore((await testDatabase()).app);
});
afterAll(disconnectStore);

/** Appends each turn in a transaction of its own and gives the incident's reference and last state. */
async function live(turns: Turn[]): Promise<{ reference: string; state: IncidentState }> {
  const reference = await declareOne(turns[0]?.words);
  for (const one of turns) await play(reference, one);
  const incident = await readIncident(reference);
  if (incident === null) throw new Error("the incident is not there");
  return { reference, state: incident.state };
}

const play = (reference: string, { rolls, words }: Turn) =>
  withTransaction(async (tx) => {
    const incident = await lockIncident(tx, reference);
    if (incident === null) throw new Error("the incident is not there");
    const now = await databaseNow(tx);
    const actor = actorOf(rolls[0] ?? 0);
    let { state } = incident;
    const events: NewEvent[] = [];
    for (const roll of rolls) {
      const event = nextEvent(state, roll, { words, now, clock: clockNames[roll % clockNames.length] ?? "" });
      events.push(event);
      const { facts, type } = event;
      const place = { seq: state.seq + 1, hash: "0".repeat(64), actor, occurredAt: event.occurredAt ?? now };
      state = evolve(state, { ...place, type, facts, recordedAt: now } as Parameters<typeof evolve>[1]);
    }
    const appended = await appendEvents(tx, {
      ...incident,
      before: incident.state,
      events,
      actor,
      now,
      pack,
    });
    expect(appended.state.seq).toBe(state.seq);
  });

it("any sequence of events verifies, and its tables are the same when they are built again from the log", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 12 }), async (turns) => {
      const { reference, state } = await live(turns);
      const entries = await readRawEntries(reference, 0);
      const head = await readHead(reference);
      expect(verifyChain(entries, { stream: reference, head })).toEqual({
        ok: true,
        entries: state.seq,
        head: { seq: state.seq, hash: state.head },
      });
      const events = (await readEntries(reference, 0)).map((entry) => entry.event);
      expect(events.reduce<IncidentState | null>(evolve, null)).toEqual(state);
      await withTransaction(async (tx) => {
        const incidentId = (await readIncident(reference, tx))?.incidentId ?? "";
        const before = await tableRows(tx, incidentId);
        expect(before.TimelineEntry).toHaveLength(state.seq);
        await rebuildProjections(tx, reference, pack);
        expect(await tableRows(tx, incidentId)).toEqual(before);
      });
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 120_000);
