import { afterAll, beforeAll, expect, it } from "vitest";
import { declared, mvp4 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { runCheck } from "#lib/commands/triage/run-check.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { mvp4Ga } from "#lib/protocols/mvp4-ga.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { publishPack } from "#lib/store/packs.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { announce } from "./testing/runs.ts";
import { until } from "./testing/until.ts";
import { openWorkshop, type Workshop } from "./testing/workshop.ts";

const checking = "mvp4-checking";
let stage: Stage;
let workshop: Workshop;

function packChecking() {
  const steps = mvp4Ga.plans?.emergency?.steps ?? [];
  const by = (id: string) => {
    const { action, with: values = {} } = steps.find((step) => step.action === id) ?? { action: "" };
    return { action, with: values };
  };
  const owner = { role: "on-call-sre" };
  const parsed = parsePack({
    ...mvp4Ga,
    id: checking,
    checks: {
      smoke: { title: "Smoke test", kind: "result", owner, ...by("application/smoke") },
      errors: { title: "Error rate", kind: "measure", owner, atMost: 2, ...by("application/errors") },
      elsewhere: { title: "Not here", kind: "result", owner, action: "nobody/knows" },
      hand: { title: "By hand", kind: "result", owner },
    },
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
  await withTransaction((tx) => publishPack(tx, packChecking()));
  await startWorker({
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_ACTIONS_FILE: workshop.actionsFile,
  });
});
afterAll(async () => {
  await endWorkers();
  workshop.close();
  await disconnectStore();
});

it("[PT-8] a check that names an action is run by the worker, and how it came out is the console's own word", async () => {
  const reference = await declared(stage, { ...(await mvp4(stage)), packId: checking });
  const ask = (check: string, by: "sam" | "maya" = "sam") =>
    runCheck(asking(stage)(by), { reference, check });
  const checks = async () => (await stateOf(reference)).checks;
  workshop.behave("", "application/smoke", "echo 2 of 9 failed; exit 1");
  workshop.behave("", "application/errors", "echo measuring; echo 1.5");
  expect(accepted(await ask("smoke")).reference).toBe(reference);
  accepted(await ask("errors"));
  await until("both are recorded", async () => Object.keys(await checks()).length === 2, checks);
  expect(await checks()).toMatchObject({
    smoke: { passed: false, value: null, source: "console" },
    errors: { passed: true, value: 1.5, source: "console" },
  });
  const reported = (await readEntries(reference, 0)).find(
    ({ event }) => event.type === "CheckReported" && event.facts.check === "smoke",
  );
  expect(reported?.text).toMatchObject({ output: expect.stringContaining("2 of 9 failed") });

  accepted(await ask("elsewhere"));
  const notes = async () =>
    (await readEntries(reference, 0)).filter(({ event }) => event.type === "NoteAdded");
  await until("the room is told", async () => (await notes()).length === 1, notes);
  expect(await checks()).not.toHaveProperty("elsewhere");
  expect(await ask("hand")).toMatchObject({ ok: false, refusal: { code: "invalid" } });
});
