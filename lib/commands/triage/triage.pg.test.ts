import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { closeIncident } from "../incident/close.ts";
import { startRollback } from "../rollback/start.ts";
import type { Name } from "../testing/cast.ts";
import { declared, edge } from "../testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { choosePlay } from "./choose-play.ts";
import { measureBaseline } from "./measure-baseline.ts";
import { recordFact } from "./record-fact.ts";
import { recordKnownBlocker } from "./record-known-blocker.ts";
import { reportCheck } from "./report-check.ts";

let stage: Stage;
let as: ReturnType<typeof asking>;
let reference: string;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  as = asking(stage);
});
afterAll(disconnectStore);
beforeEach(async () => {
  reference = await declared(stage, await edge(stage), "milo");
});

const found = (fact: string, value: string, by: Name = "sam") =>
  recordFact(as(by), { reference, fact, value });
const report = (check: string, given: { passed?: boolean; value?: number; output?: string }) =>
  reportCheck(as("sam"), {
    reference,
    check,
    passed: given.passed ?? null,
    value: given.value ?? null,
    command: "curl /stats",
    output: given.output ?? "as asked",
  });

it("[WP-2] triage is met once everything that it asks is recorded, and not by who only looks on", async () => {
  expect(await found("routes", "/orders", "olga")).toMatchObject({
    ok: false,
    refusal: { code: "unauthorised" },
  });
  const facts = [
    ["startedAt", "2026-11-21T09:55:00.000Z"],
    ["routes", "/orders, /login"],
    ["environment", "production"],
    ["tenants", "all"],
    ["requestVolume", "Half of all requests"],
  ] as const;
  for (const [fact, value] of facts) {
    expect((await stateOf(reference)).clocks.find(({ clock }) => clock === "triage")?.metAt).toBeNull();
    accepted(await found(fact, value));
  }
  const { clocks, values } = await stateOf(reference);
  expect(clocks.find(({ clock }) => clock === "triage")?.status).toBe("met");
  expect(values).toMatchObject({ routes: "/orders, /login" });
  expect(values).not.toHaveProperty("requestVolume");
});

it("[WP-3] the play that protects data is decided first, by who leads, and stands in the log [WP-5.2]", async () => {
  accepted(await found("isolationAtRisk", "yes"));
  accepted(await found("deploymentSuspected", "yes"));
  const reason = "It began with the deployment";
  expect(await choosePlay(as("milo"), { reference, play: "go-back", reason })).toMatchObject({
    ok: false,
    refusal: { code: "rule", rule: "WP-3.1" },
  });
  expect(await choosePlay(as("sam"), { reference, play: "deny-route", reason })).toMatchObject({
    ok: false,
    refusal: { code: "unauthorised" },
  });
  const { seq } = await stateOf(reference);
  accepted(await choosePlay(as("milo"), { reference, play: "deny-route", reason }));
  accepted(await choosePlay(as("milo"), { reference, play: "go-back", reason }));
  expect((await typesAfter(reference, seq)).filter((type) => type === "PlayChosen")).toHaveLength(2);
});

it("[WP-4] a redeployment is refused while a stable version is not identified", async () => {
  const refused = await startRollback(as("sam"), {
    reference,
    plan: "redeploy",
    seenDigest: "0".repeat(64),
    reason: "Back to the last good one",
  });
  expect(refused).toMatchObject({ ok: false, refusal: { code: "rule", rule: "WP-4" } });
  expect(!refused.ok && refused.refusal.blockers).toHaveLength(5);
});

it("[WP-6] a value is judged against the baseline of before, and the incident stays open until it is back", async () => {
  expect(await report("latency", { value: 100 })).toMatchObject({ ok: false, refusal: { rule: "WP-6.1" } });
  const baseline = { reference, check: "latency", value: 120, source: "The graph of last week" };
  expect(await measureBaseline(as("sam"), { ...baseline, tolerancePercent: 50 })).toMatchObject({
    ok: false,
    refusal: { code: "rule", rule: "WP-6.1" },
  });
  accepted(await measureBaseline(as("sam"), { ...baseline, tolerancePercent: 10 }));
  accepted(await report("latency", { value: 200 }));
  const closing = await closeIncident(as("milo"), { reference, summary: "Over" });
  const rules = closing.ok ? [] : closing.refusal.blockers.map(({ message }) => message);
  expect(rules.join()).toContain("The latency is back at its baseline");
  accepted(await report("latency", { value: 130 }));
  const again = await closeIncident(as("milo"), { reference, summary: "Over" });
  expect(again.ok ? "" : again.refusal.blockers.map(({ message }) => message).join()).not.toContain(
    "latency",
  );
});

it("[WP-5] it does not close before its evidence is in", async () => {
  const closing = await closeIncident(as("milo"), { reference, summary: "Over" });
  const rules = closing.ok ? [] : closing.refusal.blockers.map(({ rule }) => rule);
  expect(rules).toEqual(expect.arrayContaining(["WP-5.1", "WP-5.3", "WP-5.4"]));
});

it("[PT-8] a check is never a tick, and no known blocker stands for one that has to pass", async () => {
  expect(await report("flows", { passed: true, output: "  " })).toMatchObject({ ok: false });
  const blocked = await recordKnownBlocker(as("sam"), {
    reference,
    check: "flows",
    blocker: "Flaky since March",
    link: "",
  });
  expect(blocked).toMatchObject({ ok: false, refusal: { code: "rule", rule: "WP-6.3" } });
});
