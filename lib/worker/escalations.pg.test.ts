import { afterAll, beforeAll, expect, it } from "vitest";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { findPersons } from "#lib/store/people.ts";
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

/** Whom the initial notice's clock has called so far, and who of them was told. */
async function callsOf(reference: string) {
  const events = (await readEntries(reference, 0)).map(({ event }) => event);
  const escalations = events.flatMap((event) =>
    event.type === "Escalated" && event.facts.clock === "initial-notice" ? [event.facts] : [],
  );
  const told = events.flatMap((event) =>
    event.type === "EscalationTold" && event.facts.clock === "initial-notice" ? [event.facts] : [],
  );
  return {
    roles: escalations.map(({ toRole }) => toRole),
    called: escalations.flatMap(({ persons }) => persons),
    told,
  };
}

it("[MKC-3.1] a breach calls the people it escalates to outside the console, each once, and records it", async () => {
  const mail = await openMailServer();
  const env = {
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_MAIL_FROM: "holdpoint@example.com",
  };
  await Promise.all([startWorker(env), startWorker(env)]);
  const reference = await declared(stage, await serviceV3(stage, { clockFactor: 600 }));
  const calls = await until("the whole path was called and told", async () => {
    const now = await callsOf(reference);
    return now.roles.length === 3 && now.told.length === now.called.length ? now : null;
  });
  expect(calls.roles).toEqual(["commander", "producer-lead", "consumer-lead"]);
  const people = await findPersons(calls.called);
  // The server knows no mailbox of Cora's.
  const outcomes = people.map(({ id, email }) => [id, email.startsWith("cora@") ? "failed" : "accepted"]);
  expect(Object.fromEntries(calls.told.map(({ person, outcome }) => [person, outcome]))).toEqual(
    Object.fromEntries(outcomes),
  );
  const reachable = people.map(({ email }) => email).filter((email) => !email.startsWith("cora@"));
  const mails = mail.received.filter(({ subject }) => subject.startsWith("Past due: Initial notice"));
  expect(mails.map(({ to }) => to).sort()).toEqual(reachable.sort());
  expect(mails[0]?.text).toContain(`/incidents/${reference}`);
  await mail.close();
});
