import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { newId } from "#lib/platform/ids.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { sendNotice } from "../notice/send.ts";
import { startRollback } from "../rollback/start.ts";
import type { Name } from "../testing/cast.ts";
import { declared, mvp4, reached, seenDigestOf, startedRun } from "../testing/incidents.ts";
import { accepted, asConsole, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { answerConsensus } from "./answer-consensus.ts";
import { concludeDiscussion } from "./conclude-discussion.ts";
import { confirmTrigger } from "./confirm-trigger.ts";
import { recordReached } from "./record-reached.ts";
import { scheduleRollback } from "./schedule-rollback.ts";

let database: TestDatabase;
let stage: Stage;
let as: ReturnType<typeof asking>;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  as = asking(stage);
});
afterAll(disconnectStore);

const urgent = async () => declared(stage, await mvp4(stage, { trigger: "slo-breach", severity: "P1" }));
/** Sixty times faster, so that half an hour passes in half a minute. */
const planned = async (clockFactor = 1) =>
  declared(stage, await mvp4(stage, { trigger: "feature-regression", severity: "P2", clockFactor }));
const reason = "Few people order then.";
const inMinutes = async (minutes: number, factor = 1) => minutesAfter(await databaseNow(), minutes, factor);
const start = async (reference: string, by: Name, plan: string) =>
  startRollback(as(by), {
    reference,
    plan,
    seenDigest: await seenDigestOf(stage, reference, plan),
    reason,
  });

describe("confirming what was seen", () => {
  it("[SM-2] the 15 minutes count from the confirmation, and nothing starts before it", async () => {
    const reference = await urgent();
    expect((await stateOf(reference)).clocks).toEqual([]);
    expect(await start(reference, "maya", "urgent")).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "SM-2" },
    });
    const { seq } = await stateOf(reference);
    accepted(await confirmTrigger(as("sam"), { reference, evidence: "The latency's graph." }));
    expect(await typesAfter(reference, seq)).toEqual(["TriggerConfirmed", "ClockStarted"]);
    const { clocks, confirmed } = await stateOf(reference);
    expect(clocks[0]).toMatchObject({ clock: "urgent-start", startedAt: confirmed?.at });
    accepted(await start(reference, "maya", "urgent"));
    expect((await stateOf(reference)).clocks[0]?.status).toBe("met");
  });

  it("is done once, by somebody in the room, with what shows it", async () => {
    const reference = await urgent();
    const send = (name: Name, evidence = "A graph.") => confirmTrigger(as(name), { reference, evidence });
    expect(await send("olga")).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(await send("sam", " ")).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    accepted(await send("sam"));
    expect(await send("lee")).toMatchObject({
      ok: false,
      refusal: { code: "conflict", message: expect.stringMatching(/^sam confirmed it already/) },
    });
  });
});

describe("a planned rollback", () => {
  it("[SM-3] is scheduled after the discussion, whose end starts its hour", async () => {
    const reference = await planned();
    const schedule = async () =>
      scheduleRollback(as("maya"), { reference, plan: "planned", startAt: await inMinutes(40), reason });
    expect(await schedule()).toMatchObject({ ok: false, refusal: { rule: "SM-3.1" } });
    expect(await concludeDiscussion(as("sam"), { reference, outcome: "Back." })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
    accepted(await concludeDiscussion(as("maya"), { reference, outcome: "We go back." }));
    const { clocks } = await stateOf(reference);
    expect(clocks.map(({ clock }) => clock)).toEqual(["planned-schedule", "planned-start"]);
    accepted(await schedule());
    expect((await stateOf(reference)).clocks[0]?.status).toBe("met");
  });

  it("[SM-4.3] is refused too near, by others, and with a plan of another severity", async () => {
    const reference = await planned();
    accepted(await concludeDiscussion(as("maya"), { reference, outcome: "We go back." }));
    const startAt = await inMinutes(29);
    const near = await scheduleRollback(as("maya"), { reference, plan: "planned", startAt, reason });
    expect(near).toMatchObject({
      ok: false,
      refusal: { rule: "SM-4.3", message: expect.stringContaining("at least 30 minutes") },
    });
    const late = { reference, plan: "planned", startAt: await inMinutes(40), reason };
    expect(await scheduleRollback(as("lee"), late)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "SM-4.3" },
    });
    const other = await scheduleRollback(as("maya"), { ...late, plan: "emergency" });
    expect(other).toMatchObject({ ok: false, refusal: { rule: "SM-1" } });
  });

  it("[SM-4] [SM-4.3] starts only when both agreed and everybody was told ahead, and never before its time", async () => {
    const factor = 600;
    const reference = await planned(factor);
    accepted(await concludeDiscussion(as("maya"), { reference, outcome: "We go back." }));
    const startAt = await inMinutes(40, factor);
    accepted(await scheduleRollback(as("maya"), { reference, plan: "planned", startAt, reason }));
    expect(await start(reference, "maya", "planned")).toMatchObject({
      ok: false,
      refusal: {
        rule: "SM-4.3",
        blockers: [
          { message: "Product Owner has not agreed yet." },
          { message: "SRE Lead has not agreed yet." },
          { message: expect.stringContaining("has not reached everybody") },
        ],
      },
    });
    const agree = (name: Name, role: string) =>
      answerConsensus(as(name), { reference, role, answer: "agreed", reason: "" });
    expect(await agree("maya", "product-owner")).toMatchObject({ ok: false });
    accepted(await agree("pia", "product-owner"));
    accepted(await agree("lee", "sre-lead"));
    accepted(await sendNotice(as("nora"), { reference, template: "planned-notice", fields: {} }));
    await reached(reference);
    const early = await start(reference, "maya", "planned");
    expect(early).toMatchObject({ ok: false, refusal: { rule: "SM-4.3", blockers: [{ rule: "SM-4.3" }] } });
    await expect
      .poll(async () => (await start(reference, "maya", "planned")).ok, { timeout: 20_000, interval: 200 })
      .toBe(true);
    const state = await stateOf(reference);
    expect(state.runs[0]?.rule).toBe("SM-4.3");
    expect((state.runs[0]?.startedAt ?? "") >= startAt).toBe(true);
  });

  it("[SM-4.3] one refusal voids the schedule; a second answer of the same role is told of the first", async () => {
    const reference = await planned();
    accepted(await concludeDiscussion(as("maya"), { reference, outcome: "We go back." }));
    const startAt = await inMinutes(40);
    accepted(await scheduleRollback(as("maya"), { reference, plan: "planned", startAt, reason }));
    const answer = { reference, role: "product-owner", reason: "A launch is on." } as const;
    const outcomes = await Promise.all([
      answerConsensus(as("pia"), { ...answer, answer: "refused" }),
      answerConsensus(as("pia"), { ...answer, answer: "refused" }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "conflict" } });
    expect(await start(reference, "maya", "planned")).toMatchObject({
      ok: false,
      refusal: { blockers: [{ message: "The schedule was refused; propose another time." }] },
    });
  });
});

describe("news of a run", () => {
  it("[SM-5] the captain is told when it starts, and whether they were reached is the worker's to record", async () => {
    const reference = await declared(stage, await mvp4(stage));
    const run = await startedRun(stage, reference, "emergency", "sam");
    const { told } = await stateOf(reference);
    expect(told).toMatchObject([
      { run, cause: "RollbackStarted", role: "release-captain", persons: [stage.cast.maya], rule: "SM-5.1" },
    ]);
    const facts = {
      reference,
      run,
      cause: "RollbackStarted",
      role: "release-captain",
      person: stage.cast.maya,
      outcome: "accepted",
      receipt: "250 queued",
    } as const;
    expect(await recordReached(as("sam"), facts)).toMatchObject({ ok: false });
    accepted(await recordReached(asConsole(newId()), facts));
    expect((await stateOf(reference)).told[0]?.reached).toEqual({ [stage.cast.maya]: "accepted" });
  });
});
