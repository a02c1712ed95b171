import { afterAll, beforeAll, expect, it } from "vitest";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { releaseLease } from "#lib/store/leases.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { declareMode } from "../mode/declare-mode.ts";
import { begunStep, declared, failing, mvp4, startedRun } from "../testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "../testing/stage.ts";
import { steerRun } from "./steer.ts";

let stage: Stage;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
});
afterAll(disconnectStore);

it("[SM-16] another incident's freeze that was set after the start stops the run before its next step, until a person resumes it", async () => {
  const environment = stage.freeEnvironment();
  const services = [{ id: stage.service, environment }];
  const reference = await declared(stage, { ...(await mvp4(stage)), services });
  const run = await startedRun(stage, reference, "emergency", "sam");
  const other = await declared(stage, { ...(await failing(stage)), services });
  const mode = { reasons: ["regression"], scope: "L2", reason: "A projection lost events." };
  accepted(await declareMode(asking(stage)("maya"), { reference: other, ...mode }));

  expect(await begunStep(reference, run)).toBeNull();
  const stopped = (await stateOf(reference)).runs[0];
  expect(stopped).toMatchObject({
    status: "paused",
    pausedBy: "frozen",
    frozenBy: [{ incident: other, rule: "PT-2.8" }],
  });
  expect(stopped?.steps.every(({ status }) => status === "waiting")).toBe(true);

  await releaseLease({ runId: run, epoch: 1 });
  const resume = { reference, run, to: "resume", reason: "Agreed with its commander." } as const;
  accepted(await steerRun(asking(stage)("sam"), resume));
  expect(await begunStep(reference, run)).toMatchObject({ step: "application" });
});
