import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { declared, sentInitial, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { readOutput } from "#lib/store/step-output.ts";
import { addressesOf, createDatabase } from "#scripts/postgres/roles.ts";
import { startTemporaryCluster, type TemporaryCluster } from "#scripts/postgres/temporary.ts";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";
import { openMailServer } from "./testing/mail-server.ts";
import { endWorkers, type RunningWorker, startWorker } from "./testing/running-worker.ts";
import { announce, emergency, untilRun, untilStep } from "./testing/runs.ts";
import { until } from "./testing/until.ts";
import { openWorkshop, type Workshop } from "./testing/workshop.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let own: TemporaryCluster;
let stage: Stage;
let workshop: Workshop;
let worker: RunningWorker;
let mail: Awaited<ReturnType<typeof openMailServer>>;

// A server of its own, because the other tests' must not be taken away from them.
/** Seconds. A lease that runs out while the database is away leaves its step in doubt, and rightly; that is not what is asked here. */
const outlastsAnyRestart = 300;

beforeAll(async () => {
  own = await startTemporaryCluster();
  const { cluster, passwords } = own;
  await createDatabase(cluster.superuserUrl, "restarted");
  const { app, worker: workers, migrator } = addressesOf(cluster.port, "restarted", passwords);
  const env = { ...process.env, MIGRATE_DATABASE_URL: migrator };
  await runNodeOrThrow("Migrating", ["scripts/migrate.ts"], { cwd: root, env, timeoutSeconds: 60 });
  connectStore(app);
  stage = await setStage();
  workshop = await openWorkshop();
  mail = await openMailServer();
  await announce(workshop);
  const settings = {
    WORKER_DATABASE_URL: workers,
    HOLDPOINT_ACTIONS_FILE: workshop.actionsFile,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  };
  worker = await startWorker(settings, outlastsAnyRestart);
});
afterAll(async () => {
  await endWorkers();
  await mail.close();
  workshop.close();
  await disconnectStore();
  await own.remove();
});

async function restart(meanwhile?: () => Promise<void>): Promise<void> {
  await own.cluster.stop();
  await meanwhile?.();
  await own.cluster.start();
}

/** The first questions after a restart may meet a connection that died with it. */
const answers = async () => {
  try {
    await stateOf("INC-0000-0000").catch((error: Error) => {
      if (!error.message.includes("was declared")) throw error;
    });
    return true;
  } catch {
    return false;
  }
};

it("a step that ends while the database is away keeps its outcome, and the run goes on by itself", async () => {
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "application/rollback", `until [ -f ${reference}.go ]; do sleep 0.05; done`);
  await start();
  await untilStep(reference, "application", "running");
  await restart(async () => {
    workshop.release(`${reference}.go`);
    await worker.says("an outcome could not be recorded");
  });
  await until("the database answers", answers);
  await untilRun(reference, "complete");
  expect(workshop.attempts(reference)).toHaveLength(9);
  const types = (await readEntries(reference, 0)).map(({ event }) => event.type);
  expect(types).not.toContain("StepInDoubt");
  expect(types.filter((type) => type === "StepSucceeded")).toHaveLength(9);
});

it("what a command prints while the database is away is in the live log after it", async () => {
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(
    reference,
    "application/rollback",
    `echo before; until [ -f ${reference}.go ]; do sleep 0.05; done; echo after`,
  );
  const run = await start();
  const output = async () => {
    const chunks = await readOutput({ runId: run, step: "application", attempt: 1 });
    return chunks.map(({ text }) => text).join("");
  };
  await until("it has begun to print", async () => (await output()) === "before\n", output);
  await restart(async () => {
    workshop.release(`${reference}.go`);
    await worker.says("output could not be stored");
  });
  await until("the database answers", answers);
  await untilStep(reference, "application", "succeeded");
  expect(await output()).toBe("before\nafter\n");
});

it("clocks and notices go on after it: what came due meanwhile fires once, and every mail is sent once", async () => {
  const reference = await declared(stage, await serviceV3(stage, { clockFactor: 300 }));
  await restart();
  await until("the database answers", answers);
  const breaches = async () =>
    (await readEntries(reference, 0)).filter(
      ({ event }) => event.type === "ClockBreached" && event.facts.clock === "initial-notice",
    ).length;
  await until("the clock fired", async () => (await breaches()) > 0, breaches);
  expect(await breaches()).toBe(1);
  await sentInitial(stage, reference);
  const settled = async () =>
    (await stateOf(reference)).notices[0]?.deliveries.every(({ status }) => status !== "pending");
  await until("every delivery is settled", settled);
  const keys = mail.received.filter(({ subject }) => subject.includes(reference)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThan(0);
});

it("a command that met the restart changed nothing, and the same request again has one effect", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  const { seq } = await stateOf(reference);
  const context = asking(stage)("nora");
  const note = { reference, body: "While it was away." };
  await own.cluster.stop();
  await expect(addNote(context, note)).rejects.toMatchObject({ code: "unavailable" });
  await own.cluster.start();
  await until("the note is there", async () => {
    try {
      return (await addNote(context, note)).ok;
    } catch {
      return false;
    }
  });
  await addNote(context, note);
  // The worker calls whoever is on call meanwhile, and says what came of it.
  const written = (await readEntries(reference, seq)).map(({ event }) => event.type);
  expect(written.filter((type) => type === "NoteAdded")).toHaveLength(1);
});
