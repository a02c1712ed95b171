import { afterAll, beforeAll, expect, it } from "vitest";
import { declareMode } from "#lib/commands/mode/declare-mode.ts";
import { declared, failing, mvp4 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { beat } from "#lib/store/heartbeats.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { readDryRun } from "./dry-run.ts";

let stage: Stage;

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
});
afterAll(disconnectStore);

const viewer = (name: "sam" | "maya") => ({ personId: stage.cast[name], name, isAuditor: false });
const missing = async (name: "sam" | "maya", reference: string, plan: string) =>
  (await readDryRun(viewer(name), reference, plan))?.findings
    .filter(({ holds }) => !holds)
    .map(({ title }) => title);

it("[SM-4] a dry run says who may start, what would run and when, and records nothing", async () => {
  const reference = await declared(stage, await mvp4(stage));
  const before = (await stateOf(reference)).seq;
  const view = await readDryRun(viewer("sam"), reference, "emergency");
  expect(view?.preview).toMatchObject({ ok: true });
  expect(view?.starts.application).toBe(0);
  expect(view?.starts.policy).toBeGreaterThan(0);
  expect(await missing("sam", reference, "emergency")).toEqual(["A worker"]);
  await beat("worker", { version: "1", sendsMail: false });
  expect(await missing("sam", reference, "emergency")).toEqual([]);
  expect(await missing("maya", reference, "emergency")).toContain("Who may start it");
  expect(await readDryRun({ ...viewer("sam"), personId: reference }, reference, "emergency")).toBeNull();
  expect((await stateOf(reference)).seq).toBe(before);
});

it("[SM-16] a dry run names the freeze of another incident and the rule that set it", async () => {
  const services = [{ id: stage.service, environment: stage.freeEnvironment() }];
  const reference = await declared(stage, { ...(await mvp4(stage)), services });
  const other = await declared(stage, { ...(await failing(stage)), services });
  const mode = { reasons: ["regression"], scope: "L2", reason: "A projection lost events." };
  accepted(await declareMode(asking(stage)("maya"), { reference: other, ...mode }));
  const view = await readDryRun(viewer("sam"), reference, "emergency");
  expect(view?.findings.find(({ title }) => title === "Freezes of other incidents")).toMatchObject({
    holds: false,
    rule: "PT-2.8",
    says: expect.stringContaining(other),
  });
});
