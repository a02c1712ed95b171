import { afterAll, beforeAll, expect, it } from "vitest";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, type RunningWorker, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

let database: TestDatabase;
let stage: Stage;
let workers: RunningWorker[];

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  const env = { WORKER_DATABASE_URL: database.worker };
  workers = await Promise.all([startWorker(env), startWorker(env)]);
});
afterAll(async () => {
  await endWorkers();
  await disconnectStore();
});

/** Reminders and what a mail server said have tests of their own. */
const besides = new Set(["EscalationTold", "ReminderTold", "ClockReminded"]);

/** Entries about one clock, in their order. */
async function told(reference: string, clock: string) {
  const entries = (await readEntries(reference, 0)).map(({ event }) => event);
  const about = entries.filter(({ type }) => !besides.has(type));
  return about.filter((event) => "clock" in event.facts && event.facts.clock === clock);
}
const typesOf = async (reference: string, clock: string) =>
  (await told(reference, clock)).map(({ type }) => type);

it("[MKC-3.1] fires at risk, breached and along the whole path, each once although two workers look", async () => {
  // Fifteen minutes in a second and a half; the path's ten minutes in one.
  const reference = await declared(stage, await serviceV3(stage, { clockFactor: 600 }));
  const whole = ["ClockStarted", "ClockAtRisk", "ClockBreached", "Escalated", "Escalated", "Escalated"];
  const types = () => typesOf(reference, "initial-notice");
  await until("the path is at its end", async () => (await types()).length >= whole.length, types);
  expect(await types()).toEqual(whole);
  const roles = (await told(reference, "initial-notice")).flatMap(({ facts }) =>
    "toRole" in facts ? [facts.toRole] : [],
  );
  expect(roles).toEqual(["commander", "producer-lead", "consumer-lead"]);
});

it("never fires a deadline before its time, by the database's clock", async () => {
  const reference = await declared(stage, await serviceV3(stage, { clockFactor: 1_800 }));
  const breach = await until("it is breached", async () =>
    (await told(reference, "initial-notice")).find(({ type }) => type === "ClockBreached"),
  );
  const { dueAt } = breach.facts as { dueAt: string };
  expect(Date.parse(breach.recordedAt)).toBeGreaterThanOrEqual(Date.parse(dueAt));
});

it("[MKC-3] goes on along the path of a clock that was born breached", async () => {
  const identifiedAt = minutesAfter(await databaseNow(), -20, 1);
  const change = { identifiedAt, clockFactor: 1_800 };
  const reference = await declared(stage, await serviceV3(stage, change));
  const escalated = async () =>
    (await typesOf(reference, "initial-notice")).filter((type) => type === "Escalated");
  await until("the whole path was told", async () => (await escalated()).length === 3, escalated);
  expect((await told(reference, "initial-notice"))[1]).toMatchObject({ facts: { atDeclaration: true } });
});

it("many deadlines of one moment all fire once, and nobody's is kept waiting by a broken incident", async () => {
  const identifiedAt = minutesAfter(await databaseNow(), -14, 1);
  const broken = await declared(stage, await serviceV3(stage, { identifiedAt, clockFactor: 10 }));
  // A protocol that nobody can read any more: every command of this incident fails.
  await withClient(database.superuser, (client) =>
    client.query(
      `UPDATE "Clock" SET fire_at = now() - interval '1 day'
      FROM "Incident" WHERE "Incident".id = incident_id AND reference = $1`,
      [broken],
    ),
  );
  await withClient(database.superuser, async (client) => {
    await client.query(`ALTER TABLE "LogHead" DISABLE TRIGGER ALL`);
    await client.query(`UPDATE "LogHead" SET hash = repeat('f', 64) WHERE stream = $1`, [broken]);
    await client.query(`ALTER TABLE "LogHead" ENABLE TRIGGER ALL`);
  });
  const many: string[] = [];
  for (let number = 0; number < 12; number += 1)
    many.push(await declared(stage, await serviceV3(stage, { clockFactor: 1_800 })));
  for (const reference of many) {
    const breaches = async () =>
      (await typesOf(reference, "initial-notice")).filter((type) => type === "ClockBreached");
    await until(`${reference} is breached`, async () => (await breaches()).length > 0);
    expect(await breaches()).toHaveLength(1);
  }
  const complaints = workers.flatMap(({ lines }) => lines.filter((line) => line.includes(broken)));
  expect(complaints.length).toBeGreaterThan(0);
  expect(complaints.length).toBeLessThan(40);
});

it("stops with its work done when it is asked to, and takes its heartbeat with it", async () => {
  const beats = async () =>
    (await withClient(database.superuser, (client) => client.query(`SELECT worker FROM "WorkerHeartbeat"`)))
      .rows;
  await until("both have a heartbeat", async () => (await beats()).length === 2, beats);
  const [first] = workers;
  first?.kill("SIGTERM");
  expect(await first?.exited()).toBe(0);
  expect(await beats()).toHaveLength(1);
  const reference = await declared(stage, await serviceV3(stage));
  accepted(await addNote(asking(stage)("nora"), { reference, body: "The other goes on." }));
  expect((await stateOf(reference)).status).toBe("open");
});
