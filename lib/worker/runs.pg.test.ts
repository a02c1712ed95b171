import { afterAll, beforeAll, expect, it } from "vitest";
import { collectEvidence } from "#lib/commands/evidence/collect.ts";
import { ruleOnStep } from "#lib/commands/rollback/rule-on-step.ts";
import { steerRun } from "#lib/commands/rollback/steer.ts";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf, typesAfter } from "#lib/commands/testing/stage.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { readOutput } from "#lib/store/step-output.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { announce, emergency, holderOf, runOf, stepOf, untilRun, untilStep } from "./testing/runs.ts";
import { until } from "./testing/until.ts";
import { openWorkshop, type Workshop } from "./testing/workshop.ts";

let stage: Stage;
let as: ReturnType<typeof asking>;
let workshop: Workshop;
let env: Record<string, string>;

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  as = asking(stage);
  workshop = await openWorkshop();
  await announce(workshop);
  env = { WORKER_DATABASE_URL: database.worker, HOLDPOINT_ACTIONS_FILE: workshop.actionsFile };
  await Promise.all([startWorker(env), startWorker(env)]);
});
afterAll(async () => {
  await endWorkers();
  workshop.close();
  await disconnectStore();
});

const all = [
  "application-rollback",
  "policy-rollback",
  "configuration-rollback",
  "database-rollback",
  "application-health",
  "application-version",
  "application-smoke",
  "application-errors",
  "application-audit",
];

it("[SM-6] a run goes through every step in its order, each once, with its intent before and its outcome after", async () => {
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "application/rollback", 'echo "switching to $2"; sleep 0.2; echo done');
  const { seq } = await stateOf(reference);
  const run = await start();
  await untilRun(reference, "complete");
  expect(workshop.attempts(reference)).toEqual(all);
  const steps = (await typesAfter(reference, seq)).filter((type) => type.startsWith("Step"));
  expect(steps).toEqual(all.flatMap(() => ["StepStarted", "StepSucceeded"]));
  const { executedAt, verifiedAt } = await runOf(reference);
  expect(Date.parse(executedAt ?? "")).toBeLessThanOrEqual(Date.parse(verifiedAt ?? ""));
  const output = await readOutput({ runId: run, step: "application", attempt: 1 });
  expect(output.map(({ text }) => text).join("")).toBe("switching to 1.4.2\ndone\n");
});

it("a step that fails stops the run and asks; what a person rules goes on from there", async () => {
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(
    reference,
    "configuration/rollback",
    `if [ -f ${reference}.mended ]; then exit 0; fi; echo "no such tag" >&2; exit 3`,
  );
  const run = await start();
  await untilRun(reference, "asking");
  expect(await stepOf(reference, "configuration")).toMatchObject({ status: "failed", exitCode: 3 });
  expect(workshop.attempts(reference)).toEqual(all.slice(0, 3));
  workshop.release(`${reference}.mended`);
  const ruling = { reference, run, step: "configuration", attempt: 1, ruling: "retry" } as const;
  accepted(await ruleOnStep(as("sam"), { ...ruling, reason: "The tag is there now." }));
  await untilRun(reference, "complete");
  expect(workshop.attempts(reference)).toEqual([...all.slice(0, 3), ...all.slice(2)]);
});

it("a step that outlives its time limit is ended, said to have been, and asks", async () => {
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "policy/rollback", "sleep 600");
  await start();
  await untilRun(reference, "asking");
  const entries = await readEntries(reference, 0);
  const failed = entries.find(({ event }) => event.type === "StepFailed");
  expect(failed?.event.facts).toMatchObject({ step: "policy", cause: "timed-out" });
});

it("a run that was paused begins no further step, and goes on where it stood when it is resumed", async () => {
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "application/rollback", `until [ -f ${reference}.go ]; do sleep 0.05; done`);
  const run = await start();
  await untilStep(reference, "application", "running");
  accepted(await steerRun(as("sam"), { reference, run, to: "pause", reason: "Wait a moment." }));
  workshop.release(`${reference}.go`);
  await untilStep(reference, "application", "succeeded");
  expect(await stepOf(reference, "policy")).toMatchObject({ status: "waiting" });
  accepted(await steerRun(as("sam"), { reference, run, to: "resume", reason: "Go on." }));
  await untilRun(reference, "complete");
  expect(workshop.attempts(reference)).toEqual(all);
});

it("a command that is registered otherwise than it was shown is not run, and the run asks", async () => {
  const actions = workshop.actions.map((action) =>
    action.id === "application/rollback" && action.executor === "command"
      ? { ...action, argv: ["/bin/echo", ...action.argv.slice(1)] }
      : action,
  );
  const { reference, start } = await emergency(stage, { ...workshop, actions });
  await announce({ ...workshop, actions });
  await start();
  await untilRun(reference, "asking");
  await announce(workshop);
  const failed = (await readEntries(reference, 0)).find(({ event }) => event.type === "StepFailed");
  expect(failed).toMatchObject({
    event: { facts: { step: "application", cause: "refused" } },
    text: { tail: expect.stringContaining("another command than was shown") },
  });
  expect(workshop.attempts(reference)).toEqual([]);
});

it("[MKC-5] evidence that an action proves is collected for who asked; one that fails becomes a note", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  workshop.behave("", "producer/alignment", "echo all parts are 1.4.2");
  workshop.behave("", "producer/parity", "echo they differ; exit 1");
  accepted(await collectEvidence(as("priya"), { reference, requirement: "alignment" }));
  const evidence = async () => (await stateOf(reference)).evidence;
  await until("it is handed in", async () => (await evidence()).length > 0, evidence);
  expect(await evidence()).toMatchObject([{ requirement: "alignment", party: "producer", exitCode: 0 }]);
  accepted(await collectEvidence(as("priya"), { reference, requirement: "parity" }));
  const notes = async () =>
    (await readEntries(reference, 0)).filter(({ event }) => event.type === "NoteAdded");
  await until("the failure is noted", async () => (await notes()).length > 0, notes);
  expect((await notes())[0]?.text).toMatchObject({ body: expect.stringContaining("they differ") });
  expect(await evidence()).toHaveLength(1);
});

it("asked to stop mid-step, a worker lets it finish and leaves the rest to another", async () => {
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "application/rollback", `until [ -f ${reference}.go ]; do sleep 0.05; done`);
  await start();
  await untilStep(reference, "application", "running");
  process.kill(await holderOf(reference), "SIGTERM");
  workshop.release(`${reference}.go`);
  await untilRun(reference, "complete");
  expect(workshop.attempts(reference)).toEqual(all);
  expect((await stepOf(reference, "application"))?.status).toBe("succeeded");
});
