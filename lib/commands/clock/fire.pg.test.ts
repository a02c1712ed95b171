import { afterAll, beforeAll, expect, it } from "vitest";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { declared, reached, sentInitial, serviceV3 } from "../testing/incidents.ts";
import { accepted, asConsole, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { fireClock } from "./fire.ts";

let stage: Stage;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
});
afterAll(disconnectStore);

/** An incident whose first notice is at risk now: thirteen of its fifteen minutes have passed. */
async function atRisk() {
  const identifiedAt = minutesAfter(await databaseNow(), -13, 1);
  const reference = await declared(stage, await serviceV3(stage, { identifiedAt }));
  return { reference, clock: "initial-notice", occurrence: 1 };
}

it("[MKC-3.1] a due clock fires once, however many say at once that it is due", async () => {
  const due = await atRisk();
  const { seq } = await stateOf(due.reference);
  await Promise.all([1, 2, 3, 4].map(async () => accepted(await fireClock(asConsole(), due))));
  expect(await typesAfter(due.reference, seq)).toEqual(["ClockReminded", "ClockAtRisk"]);
});

it("a clock that is not due, was met meanwhile, or is not there does nothing", async () => {
  const due = await atRisk();
  await sentInitial(stage, due.reference);
  await reached(due.reference);
  const { seq } = await stateOf(due.reference);
  accepted(await fireClock(asConsole(), due));
  accepted(await fireClock(asConsole(), { ...due, clock: "joint-summary" }));
  accepted(await fireClock(asConsole(), { ...due, clock: "no-such-clock" }));
  expect(await typesAfter(due.reference, seq)).toEqual([]);
});

it("a clock is the console's to fire, not a person's", async () => {
  const due = await atRisk();
  expect(await fireClock(asking(stage)("maya"), due)).toMatchObject({
    ok: false,
    refusal: { code: "unauthorised" },
  });
});

it("[MKC-3.1] one that fires while its notice is being received is either met or told first, and met in the end", async () => {
  const due = await atRisk();
  await sentInitial(stage, due.reference);
  const { seq } = await stateOf(due.reference);
  await Promise.all([reached(due.reference), fireClock(asConsole(), due)]);
  const types = (await typesAfter(due.reference, seq)).filter((type) => type.startsWith("Clock"));
  // Two minutes before its end a reminder is the first that is due.
  expect([["ClockMet"], ["ClockReminded", "ClockMet"]]).toContainEqual(types);
});
