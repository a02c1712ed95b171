import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "../client.ts";
import { readEntries } from "../incident-log.ts";
import { append, declareOne, note } from "../testing/incident.ts";
import { readWholeLog } from "./kept-entries.ts";
import { stateOf } from "./state-of.ts";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
});
afterAll(disconnectStore);

const isAsStored = async (reference: string) => {
  const log = await readWholeLog(reference);
  expect(log?.entries).toEqual(await readEntries(reference, 0));
  expect(log?.state).toEqual(await stateOf(reference));
};

it("a log that was kept is brought up to date by what came after", async () => {
  const reference = await declareOne();
  await isAsStored(reference);
  await append(reference, note("Second"), note("Third"));
  await isAsStored(reference);
  await isAsStored(reference);
  expect(await readWholeLog("INC-2031-9999")).toBeNull();
});

it("redacted words leave what was kept with the entry that says so", async () => {
  const reference = await declareOne();
  await append(reference, note("A customer's name"));
  expect((await readWholeLog(reference))?.entries[1]?.text).toEqual({ body: "A customer's name" });
  await append(reference, { type: "TextRedacted", facts: { redacts: 2 }, text: { reason: "A name." } });
  expect((await readWholeLog(reference))?.entries[1]).toMatchObject({ text: null, isRedacted: true });
  await isAsStored(reference);
});
