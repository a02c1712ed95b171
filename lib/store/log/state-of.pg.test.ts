import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "../client.ts";
import { readIncident } from "../incident-log.ts";
import { append, appendTo, declareOne, note } from "../testing/incident.ts";
import { withTransaction } from "../transaction.ts";
import { keptStates } from "./kept-states.ts";
import { lockAndRead } from "./raw-entries.ts";
import { keepState } from "./state-of.ts";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
});
afterAll(disconnectStore);

const phase = (name: string) => ({ type: "PhaseEntered" as const, facts: { phase: name }, text: {} });

it("a state whose transaction was rolled back is forgotten, also when another entry took its place", async () => {
  const reference = await declareOne();
  const undone = withTransaction(async (tx) => {
    await appendTo(tx, reference, [phase("never")]);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect((await readIncident(reference))?.state).toMatchObject({ seq: 1, phase: null });
  await append(reference, phase("first"));
  expect((await readIncident(reference))?.state).toMatchObject({ seq: 2, phase: "first" });
});

it("a kept state that is behind is brought up to date from the entries after it", async () => {
  const reference = await declareOne();
  const early = (await readIncident(reference))?.state;
  await append(reference, phase("second"), note("Third"));
  if (early !== undefined) keepState(early);
  const late = (await readIncident(reference))?.state;
  expect(late).toMatchObject({ seq: 3, phase: "second" });
  if (late !== undefined) keepState({ ...late, head: "a".repeat(64), phase: "made up" });
  expect((await readIncident(reference))?.state).toEqual(late);
});

it("a kept state is brought along by the later entries alone, also under the lock", async () => {
  const evolved: number[] = [];
  const states = keptStates<{ seq: number; head: string }>((_, { seq, hash }) => {
    evolved.push(seq);
    return { seq, head: hash };
  });
  const reference = await declareOne();
  await append(reference, note("Second"));
  const kept = await states.read(reference);
  const locked = () =>
    withTransaction((tx) => states.locked(tx, reference, (after) => lockAndRead(tx, reference, after)));
  expect((await locked())?.state).toBe(kept);
  await append(reference, note("Third"));
  expect((await locked())?.state).toMatchObject({ seq: 3 });
  expect(evolved).toEqual([1, 2, 3]);
});
