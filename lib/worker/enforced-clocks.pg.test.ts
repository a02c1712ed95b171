import { afterAll, beforeAll, expect, it } from "vitest";
import { pauseClock } from "#lib/commands/clock/pause.ts";
import { sendNotice } from "#lib/commands/notice/send.ts";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { publishWatched } from "#lib/commands/testing/watched-pack.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { openMailServer } from "./testing/mail-server.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

let database: TestDatabase;
let stage: Stage;
let mail: Awaited<ReturnType<typeof openMailServer>>;
const clock = "initial-notice";

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  mail = await openMailServer();
  await publishWatched("paused", { mayPause: { by: ["commander"], atMostMinutes: 10 } });
  await publishWatched("steady", { repeats: { everyMinutes: 15, until: [{ is: "status-operational" }] } });
  const env = {
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_MAIL_FROM: "holdpoint@example.com",
  };
  await Promise.all([startWorker(env), startWorker(env)]);
});
afterAll(async () => {
  await endWorkers();
  await mail.close();
  await disconnectStore();
});

let left: Promise<string> | undefined;
/** An incident of which nobody sends a word: fifteen minutes in four and a half seconds. */
const silent = () => {
  left ??= serviceV3(stage, { clockFactor: 200 }).then((draft) => declared(stage, draft));
  return left;
};
const eventsOf = async (reference: string) => (await readEntries(reference, 0)).map(({ event }) => event);
const clockOf = async (reference: string, occurrence = 1) =>
  (await stateOf(reference)).clocks.find((one) => one.clock === clock && one.occurrence === occurrence);

it("[MKC-3.1] who owes it is reminded by mail before the deadline, each once although two workers look", async () => {
  const reference = await silent();
  const told = async () =>
    (await eventsOf(reference)).flatMap((event) =>
      event.type === "ReminderTold" && event.facts.clock === clock ? [event.facts] : [],
    );
  const events = await until("both owners were reminded and it is breached", async () => {
    const all = await eventsOf(reference);
    const isBreached = all.some(
      ({ type, facts }) => type === "ClockBreached" && "clock" in facts && facts.clock === clock,
    );
    return isBreached && new Set((await told()).map(({ person }) => person)).size > 1 ? all : null;
  });
  const reminders = events.flatMap((event) =>
    event.type === "ClockReminded" && event.facts.clock === clock ? [event.facts.minutesBefore] : [],
  );
  expect(reminders).toEqual([5, 2]);
  expect(new Set((await told()).map(({ person }) => person))).toEqual(
    new Set([stage.cast.maya, stage.cast.milo]),
  );
  const mails = () =>
    mail.received.filter(
      ({ subject }) => subject.startsWith("Due soon: Initial notice") && subject.endsWith(reference),
    );
  await until("what was sent is recorded", async () => (await told()).length === mails().length);
  expect(new Set(mails().map(({ to, key }) => `${to} ${key}`)).size).toBe(mails().length);
  expect(mails()[0]?.text).toContain("is not met yet");
});

it("[MKC-3.1] the console sends the holding notice itself, once, says that it did, and the deadline is missed all the same", async () => {
  const reference = await silent();
  await until("it is breached", async () => (await clockOf(reference))?.status === "breached");
  const sent = (await eventsOf(reference)).filter(
    (event) => event.type === "NoticeSent" && event.facts.holding?.clock === clock,
  );
  expect(sent.map(({ actor }) => actor.kind)).toEqual(["console"]);
  await until("it was received", async () => (await stateOf(reference)).notices[0]?.acceptedAt);
  expect((await clockOf(reference))?.metAt).toBeNull();
  const mails = mail.received.filter(({ text }) => text.includes(`${reference} was identified`));
  expect(mails.length).toBeGreaterThan(0);
  for (const { text } of mails) expect(text).toContain("The console sent this by itself");
});

it("a paused clock stands still past its deadline, and runs again by itself when the protocol allows no more", async () => {
  // Fifteen minutes in three seconds, ten in two.
  const reference = await declared(
    stage,
    await serviceV3(stage, {
      packId: "paused",
      clockFactor: 300,
      trigger: "payload-drift",
      severity: "SEV-2",
    }),
  );
  const first = await clockOf(reference);
  const reason = "The mail server is being moved";
  accepted(await pauseClock(asking(stage)("maya"), { reference, clock, occurrence: 1, reason }));
  await until("it runs again", async () => (await clockOf(reference))?.paused === null);
  const after = await clockOf(reference);
  const movedMs = Date.parse(after?.dueAt ?? "") - Date.parse(first?.dueAt ?? "");
  expect(movedMs).toBeGreaterThanOrEqual(2_000);
  expect(after?.status).not.toBe("breached");
  await until("it is breached", async () => (await clockOf(reference))?.status === "breached");
  const late = await clockOf(reference);
  expect((late?.breachedAt ?? "") >= (after?.dueAt ?? "-")).toBe(true);
});

it("a cadence keeps its step: each deadline lies a whole interval after the one before it", async () => {
  const reference = await declared(stage, await serviceV3(stage, { packId: "steady", clockFactor: 450 }));
  const send = () =>
    sendNotice(asking(stage)("nora"), {
      reference,
      template: "initial",
      nextUpdateAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
  accepted(await send());
  const second = await until("the second interval runs", () => clockOf(reference, 2));
  await until("the second is breached", async () => (await clockOf(reference, 2))?.status === "breached");
  accepted(await send());
  const third = await until("the next interval runs", () => clockOf(reference, 3));
  const first = await clockOf(reference);
  const gap = (from: string | undefined, to: string | undefined) =>
    Date.parse(to ?? "") - Date.parse(from ?? "");
  for (const step of [gap(first?.dueAt, second.dueAt), gap(second.dueAt, third.dueAt)]) {
    expect(step).toBeGreaterThan(0);
    expect(step % 2_000).toBe(0);
  }
});

it("nothing has fired twice, whatever fired: each firing has one row under its key", async () => {
  const { rows } = await withClient(database.superuser, (client) =>
    client.query(`
      SELECT (SELECT count(*) FROM "ClockFiring")::int AS firings,
        (SELECT count(*) FROM "TimelineEntry" WHERE type IN
          ('ClockReminded', 'ClockAtRisk', 'ClockBreached', 'Escalated', 'HoldingWithheld')
          OR type = 'NoticeSent' AND facts ? 'holding'
          OR type = 'ClockResumed' AND actor_kind = 'console')::int AS entries`),
  );
  expect(rows[0].firings).toBeGreaterThan(10);
  expect(rows[0].firings).toBe(rows[0].entries);
});
