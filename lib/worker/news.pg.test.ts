import { afterAll, beforeAll, expect, it } from "vitest";
import { recordStep } from "#lib/commands/rollback/record-step.ts";
import { ruleOnStep } from "#lib/commands/rollback/rule-on-step.ts";
import { begunStep, declared, ended, mvp4, startedRun } from "#lib/commands/testing/incidents.ts";
import { accepted, asConsole, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { releaseLease } from "#lib/store/leases.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { openMailServer } from "./testing/mail-server.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

let database: TestDatabase;
let stage: Stage;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
});
afterAll(async () => {
  await endWorkers();
  await disconnectStore();
});

/** A step fails as the worker would record it, and a person gives the run up. */
async function failAndGiveUp(reference: string, run: string): Promise<void> {
  const step = await begunStep(reference, run);
  if (step === null) throw new Error("no step is left");
  const result = { outcome: "failed", cause: "exit" } as const;
  accepted(await recordStep(asConsole(), { ...step, ...ended, exitCode: 1, result }));
  await releaseLease({ runId: run, epoch: step.epoch });
  const ruling = { reference, run, step: step.step, attempt: step.attempt, ruling: "abort" as const };
  accepted(await ruleOnStep(asking(stage)("sam"), { ...ruling, reason: "It will not work." }));
}

it("[SM-5] [SM-5.1] [SM-5.2] [SM-5.3] who is told of a rollback gets a mail, and the log says whether it was taken", async () => {
  const reference = await declared(stage, await mvp4(stage));
  const run = await startedRun(stage, reference, "emergency", "sam");
  await failAndGiveUp(reference, run);
  const mail = await openMailServer();
  await startWorker({
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_MAIL_FROM: "holdpoint@example.com",
  });
  const told = await until("everybody was reached", async () => {
    const now = (await stateOf(reference)).told;
    return now.every(({ persons, reached }) => persons.every((person) => reached[person])) ? now : null;
  });
  expect(told.map(({ cause, role, reached }) => [cause, role, Object.values(reached)])).toEqual([
    ["RollbackStarted", "release-captain", ["accepted"]],
    ["RunFailed", "sre-lead", ["accepted"]],
    ["RunFailedAgain", "vp-engineering", ["accepted"]],
  ]);
  const subjects = mail.received.map(({ to, subject }) => [to, subject]).toSorted();
  expect(subjects).toEqual([
    ["lee@example.com", `The rollback has failed or is in doubt, ${reference}`],
    ["maya@example.com", `The rollback has started, ${reference}`],
    ["vera@example.com", `The rollback has failed again, or is in doubt again, ${reference}`],
  ]);
  expect(mail.received[0]?.text).toContain(`/incidents/${reference}`);
  await mail.close();
});
