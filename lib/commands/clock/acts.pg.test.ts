import { afterAll, beforeAll, expect, it } from "vitest";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { readBoard } from "#lib/queries/board.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { closeIncident } from "../incident/close.ts";
import { declared, serviceV3 } from "../testing/incidents.ts";
import { accepted, asConsole, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { publishWatched } from "../testing/watched-pack.ts";
import { explainBreach } from "./explain-breach.ts";
import { fireClock } from "./fire.ts";
import { pauseClock } from "./pause.ts";
import { resumeClock } from "./resume.ts";

let stage: Stage;
const clock = { clock: "initial-notice", occurrence: 1 };

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  await publishWatched("watched", { mayPause: { by: ["commander"] } });
});
afterAll(disconnectStore);

const watched = async () => declared(stage, await serviceV3(stage, { packId: "watched" }));
const pauses = (reference: string, by: "maya" | "nora" | "olga" = "maya") =>
  pauseClock(asking(stage)(by), { reference, ...clock, reason: "The mail server is being moved" });
const clockOf = async (reference: string) =>
  (await stateOf(reference)).clocks.find((one) => one.clock === clock.clock);

it("a pause and its end are entries with their reason, and the deadline moves by what lies between", async () => {
  const reference = await watched();
  const { seq } = await stateOf(reference);
  const before = await clockOf(reference);
  accepted(await pauses(reference));
  expect((await clockOf(reference))?.paused).not.toBeNull();
  accepted(await resumeClock(asking(stage)("maya"), { reference, ...clock, reason: "It is moved" }));
  expect(await typesAfter(reference, seq)).toEqual(["ClockPaused", "ClockResumed", "ClockMoved"]);
  const after = await clockOf(reference);
  expect(after?.moves[0]).toMatchObject({ from: before?.dueAt, to: after?.dueAt, because: "paused" });
  expect((after?.dueAt ?? "") > (before?.dueAt ?? "")).toBe(true);
});

it("a pause is refused without a reason, to who may not, to a stranger, and where the protocol allows none", async () => {
  const reference = await watched();
  const as = asking(stage);
  expect(await pauseClock(as("maya"), { reference, ...clock, reason: " " })).toMatchObject({
    ok: false,
    refusal: { code: "invalid" },
  });
  for (const by of ["nora", "olga"] as const)
    expect(await pauses(reference, by)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  const strict = await declared(stage, await serviceV3(stage));
  expect(await pauses(strict)).toMatchObject({ ok: false, refusal: { code: "rule", rule: "MKC-3.1" } });
});

it("two who pause at once pause once", async () => {
  const reference = await watched();
  const { seq } = await stateOf(reference);
  const outcomes = await Promise.all([pauses(reference), pauses(reference)]);
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(await typesAfter(reference, seq)).toEqual(["ClockPaused"]);
});

it("a clock that stands still fires nothing, and is not what the board says is due next", async () => {
  const reference = await watched();
  accepted(await pauses(reference));
  const { seq } = await stateOf(reference);
  accepted(await fireClock(asConsole(), { reference, ...clock }));
  expect(await typesAfter(reference, seq)).toEqual([]);
  const line = (await readBoard({ personId: stage.cast.maya, isAuditor: false })).open.find(
    (one) => one.reference === reference,
  );
  expect(line?.nextDue?.title).toBe("Producer recommends the rollback");
});

it("[MKC-3.1] while the first notice is late nothing is closed, and its breach is explained once, by who leads", async () => {
  const identifiedAt = minutesAfter(await databaseNow(), -20, 1);
  const reference = await declared(stage, await serviceV3(stage, { identifiedAt }));
  const as = asking(stage);
  const closing = await closeIncident(as("maya"), { reference, summary: "Over." });
  expect(!closing.ok && closing.refusal.blockers.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining("Until it is met there is no closing"),
      "Does not hold: Every missed deadline was explained",
    ]),
  );
  const explain = (by: "maya" | "priya", words: string) =>
    explainBreach(as(by), { reference, ...clock, words });
  expect(await explain("priya", "We were asleep")).toMatchObject({ refusal: { code: "unauthorised" } });
  accepted(await explain("maya", "It was seen at night and declared in the morning"));
  expect((await clockOf(reference))?.explained).toMatchObject({ by: stage.cast.maya });
  expect(await explain("maya", "Again")).toMatchObject({ refusal: { code: "conflict" } });
});
