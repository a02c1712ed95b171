import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { declared, mvp4, startedRun } from "#lib/commands/testing/incidents.ts";
import { type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { mvp4Ga } from "#lib/protocols/mvp4-ga.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { publishPack } from "#lib/store/packs.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { announce, runOf, untilRun, untilStep } from "./testing/runs.ts";
import { until } from "./testing/until.ts";
import { openWorkshop, type Workshop } from "./testing/workshop.ts";

const beside = "mvp4-beside";
const laneOf: Record<string, string> = {
  application: "site",
  policy: "site",
  configuration: "stored",
  database: "stored",
};

let stage: Stage;
let workshop: Workshop;
let env: Record<string, string>;

/** The emergency plan with its acting steps in two lanes that are walked at the same time. */
function packBeside() {
  const { emergency } = mvp4Ga.plans ?? {};
  if (emergency === undefined) throw new Error("the pack has an emergency plan");
  const steps = emergency.steps.map((step) => {
    const lane = laneOf[step.id];
    return lane === undefined ? step : { ...step, lane };
  });
  const lead = "sre-lead";
  const parsed = parsePack({
    ...mvp4Ga,
    id: beside,
    lanes: { site: { title: "Site", lead }, stored: { title: "Stored", lead } },
    plans: { ...mvp4Ga.plans, emergency: { ...emergency, steps, lanes: "side-by-side" } },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.pack;
}

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  workshop = await openWorkshop();
  await announce(workshop);
  await withTransaction((tx) => publishPack(tx, packBeside()));
  env = { WORKER_DATABASE_URL: database.worker, HOLDPOINT_ACTIONS_FILE: workshop.actionsFile };
});
afterEach(endWorkers);
afterAll(async () => {
  workshop.close();
  await disconnectStore();
});

async function emergency() {
  const reference = await declared(stage, { ...(await mvp4(stage)), packId: beside });
  const { actions } = workshop;
  return { reference, start: () => startedRun({ ...stage, actions }, reference, "emergency", "sam") };
}
const waitsFor = (name: string) => `until [ -f ${name} ]; do sleep 0.05; done`;
const orderIn = (reference: string, lane: string) =>
  workshop.attempts(reference).filter((name) => laneOf[name.replace("-rollback", "")] === lane);

it("[PT-6] lanes run at the same time, each in its own order and once; what has no lane waits for all of them", async () => {
  await Promise.all([startWorker(env), startWorker(env)]);
  const { reference, start } = await emergency();
  workshop.behave(reference, "application/rollback", waitsFor(`${reference}.site`));
  workshop.behave(reference, "configuration/rollback", waitsFor(`${reference}.stored`));
  await start();
  await untilStep(reference, "application", "running");
  await untilStep(reference, "configuration", "running");
  workshop.release(`${reference}.stored`);
  await untilStep(reference, "database", "succeeded");
  const { steps } = await runOf(reference);
  expect(steps.find(({ id }) => id === "application")?.status).toBe("running");
  expect(steps.filter(({ lane, status }) => lane === undefined && status !== "waiting")).toEqual([]);
  workshop.release(`${reference}.site`);
  await untilRun(reference, "complete");
  expect(orderIn(reference, "site")).toEqual(["application-rollback", "policy-rollback"]);
  expect(orderIn(reference, "stored")).toEqual(["configuration-rollback", "database-rollback"]);
  expect(workshop.attempts(reference)).toHaveLength(steps.length);
});

it("a worker that dies leaves each of its lanes in doubt by itself, and nothing runs a second time unasked", async () => {
  const [worker] = await Promise.all([startWorker(env, 3)]);
  const { reference, start } = await emergency();
  workshop.behave(reference, "application/rollback", "sleep 600");
  workshop.behave(reference, "configuration/rollback", `[ -f ${reference}.again ] || sleep 600`);
  await start();
  await untilStep(reference, "application", "running");
  await untilStep(reference, "configuration", "running");
  const begun = () => workshop.attempts(reference).length === 2;
  await until("both commands run", begun, () => workshop.attempts(reference));
  workshop.release(`${reference}.again`);
  worker.kill("SIGKILL");
  await startWorker(env, 3);
  await untilStep(reference, "application", "in-doubt");
  const doubted = async () =>
    (await readEntries(reference, 0)).flatMap(({ event }) =>
      event.type === "StepInDoubt" ? [event.facts.step] : [],
    );
  await until("both are in doubt", async () => (await doubted()).length === 2, doubted);
  expect((await doubted()).sort()).toEqual(["application", "configuration"]);
  expect((await runOf(reference)).status).toBe("asking");
  expect(workshop.attempts(reference).filter((name) => name === "application-rollback")).toHaveLength(1);
});
