import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { ruleOnStep } from "#lib/commands/rollback/rule-on-step.ts";
import { accepted, asking, type Stage, setStage, stateOf, typesAfter } from "#lib/commands/testing/stage.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, type RunningWorker, startWorker } from "./testing/running-worker.ts";
import { announce, emergency, holderOf, runOf, untilRun, untilStep } from "./testing/runs.ts";
import { until } from "./testing/until.ts";
import { openWorkshop, type Workshop } from "./testing/workshop.ts";

/** Long enough to live through a busy machine's pauses, short enough to wait for its end. */
const leaseSeconds = 3;

let stage: Stage;
let workshop: Workshop;
let env: Record<string, string>;

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  workshop = await openWorkshop();
  await announce(workshop);
  env = { WORKER_DATABASE_URL: database.worker, HOLDPOINT_ACTIONS_FILE: workshop.actionsFile };
});
afterEach(endWorkers);
afterAll(async () => {
  workshop.close();
  await disconnectStore();
});

const up = () => startWorker(env, leaseSeconds);
const holderAmong = async (workers: RunningWorker[], reference: string) => {
  const pid = await holderOf(reference);
  const holder = workers.find((worker) => worker.pid === pid);
  if (holder === undefined) throw new Error(`nobody has the process id ${pid}`);
  return holder;
};

/** Seconds that no other run of these tests sleeps on this machine. */
const marked = (seconds: number) => `${seconds}.${process.pid}`;

/** Processes whose command line names something, as the system lists them. */
const processesNaming = (words: string) =>
  readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(words);
    } catch {
      return false;
    }
  });

it("a worker that is killed mid-step takes its command with it: the step is in doubt, nothing runs again, a person is asked", async () => {
  const workers = await Promise.all([up(), up()]);
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "application/rollback", `sleep ${marked(987)} & sleep ${marked(986)}`);
  const run = await start();
  await untilStep(reference, "application", "running");
  const commands = () => [...processesNaming(marked(987)), ...processesNaming(marked(986))];
  await until("the command runs", () => commands().length >= 2);
  (await holderAmong(workers, reference)).kill("SIGKILL");
  await until("nothing of the command is left", () => commands().length === 0, commands);
  await untilStep(reference, "application", "in-doubt");
  expect((await runOf(reference)).status).toBe("asking");
  expect(workshop.attempts(reference)).toEqual(["application-rollback"]);
  workshop.behave(reference, "application/rollback", "true");
  const ruling = { reference, run, step: "application", attempt: 1, ruling: "retry" } as const;
  accepted(await ruleOnStep(asking(stage)("sam"), { ...ruling, reason: "It did not switch." }));
  await untilStep(reference, "application", "succeeded");
  expect(workshop.attempts(reference).slice(0, 2)).toEqual(["application-rollback", "application-rollback"]);
});

it("an idempotent step in doubt is tried once more by itself, and asks when that is in doubt too", async () => {
  const workers = await Promise.all([up(), up(), up()]);
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "configuration/rollback", "sleep 600");
  await start();
  await untilStep(reference, "configuration", "running");
  (await holderAmong(workers, reference)).kill("SIGKILL");
  const attempt = async () => (await runOf(reference)).steps.find(({ id }) => id === "configuration");
  await until("it is tried again", async () => (await attempt())?.attempt === 2, attempt);
  await untilStep(reference, "configuration", "running");
  (await holderAmong(workers, reference)).kill("SIGKILL");
  await untilRun(reference, "asking");
  expect(await attempt()).toMatchObject({ status: "in-doubt", attempt: 2 });
  const ofStep = (await readEntries(reference, 0)).filter(
    ({ event }) => "step" in event.facts && event.facts.step === "configuration",
  );
  expect(ofStep.map(({ event }) => event.type)).toEqual([
    "StepStarted",
    "StepInDoubt",
    "StepRuled",
    "StepStarted",
    "StepInDoubt",
  ]);
});

it("a worker that sleeps past its lease has its command stopped, and writes nothing when it comes back", async () => {
  const workers = await Promise.all([up(), up()]);
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "application/rollback", `sleep ${marked(985)}`);
  await start();
  await untilStep(reference, "application", "running");
  await until("the command runs", () => processesNaming(marked(985)).length > 0);
  const frozen = await holderAmong(workers, reference);
  frozen.kill("SIGSTOP");
  await untilStep(reference, "application", "in-doubt");
  await until("its command is gone while it sleeps", () => processesNaming(marked(985)).length === 0);
  const { seq } = await stateOf(reference);
  frozen.kill("SIGCONT");
  await frozen.says("the lease is lost");
  frozen.kill("SIGTERM");
  await frozen.exited();
  // People are called and told meanwhile; of the run and its steps nothing follows.
  const ofRun = (type: string) => /^(Step|Rollback)/.test(type);
  expect((await typesAfter(reference, seq)).filter(ofRun)).toEqual([]);
  expect(await runOf(reference)).toMatchObject({ status: "asking" });
});

it("a worker alone that slept past its lease says itself that the step is in doubt", async () => {
  const alone = await up();
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "application/rollback", "sleep 600");
  await start();
  await untilStep(reference, "application", "running");
  alone.kill("SIGSTOP");
  const lapsed = Date.now() + leaseSeconds * 1_000 + 200;
  await until("its lease has run out", () => Date.now() > lapsed);
  alone.kill("SIGCONT");
  await untilStep(reference, "application", "in-doubt");
  expect((await runOf(reference)).status).toBe("asking");
});

it("a worker asked to stop while a step goes on and on ends it after a while and says that it did", async () => {
  const worker = await up();
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "application/rollback", "sleep 600");
  await start();
  await untilStep(reference, "application", "running");
  worker.kill("SIGTERM");
  expect(await worker.exited()).toBe(0);
  const failed = (await readEntries(reference, 0)).find(({ event }) => event.type === "StepFailed");
  expect(failed?.event.facts).toMatchObject({ step: "application", cause: "cancelled" });
  expect((await runOf(reference)).status).toBe("asking");
});
