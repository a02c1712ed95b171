import { afterAll, beforeAll, expect, it } from "vitest";
import { answerCall } from "#lib/commands/calling/answer-call.ts";
import { declared, mvp4 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { isCallToken } from "#lib/platform/call-link.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { setRoles } from "#lib/store/people.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { openMailServer } from "./testing/mail-server.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

const secret = "a secret for tests, long enough to be one";

let database: TestDatabase;
let stage: Stage;
let mail: Awaited<ReturnType<typeof openMailServer>>;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  mail = await openMailServer();
  // Sam is on call for the first role that the pack calls, Lee for the second.
  const lead = { roles: ["sre-lead"], onCallRoles: ["sre-lead"] };
  await withTransaction((tx) => setRoles(tx, stage.cast.lee, lead));
  const env = {
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_SECRET: secret,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_URL: "https://console.example.com",
  };
  await Promise.all([startWorker(env), startWorker(env)]);
});
afterAll(async () => {
  await endWorkers();
  await mail.close();
  await disconnectStore();
});

const callsOf = async (reference: string) => (await stateOf(reference)).calls;
const called = (reference: string, count: number) =>
  until(
    `${count} were called and told`,
    async () => {
      const calls = await callsOf(reference);
      return calls.length === count && calls.every(({ delivered }) => delivered !== null) ? calls : null;
    },
    () => callsOf(reference),
  );
const mailsTo = (name: string, reference: string) =>
  mail.received.filter(({ to, subject }) => to === `${name}@example.com` && subject.includes(reference));

it("the first on call is called by two workers once, with a link that proves itself, and the answer ends the calling", async () => {
  const reference = await declared(stage, await mvp4(stage, { clockFactor: 1 }));
  const [call] = await called(reference, 1);
  expect(call).toMatchObject({ person: stage.cast.sam, role: "on-call-sre", delivered: "accepted" });
  const [sent, ...more] = mailsTo("sam", reference).filter(({ subject }) =>
    subject.startsWith("You are called"),
  );
  expect(more).toEqual([]);
  const token = /called\/[^/]+\/[^/]+\/(\S+)/.exec(sent?.text ?? "")?.[1] ?? "";
  expect(isCallToken(token, reference, call?.call ?? "", secret)).toBe(true);
  expect(isCallToken(token, reference, stage.cast.lee, secret)).toBe(false);
  const asks = { reference, call: call?.call ?? "" };
  expect(await answerCall(asking(stage)("lee"), asks)).toMatchObject({ ok: false });
  accepted(await answerCall(asking(stage)("sam"), asks));
  expect((await callsOf(reference))[0]).toMatchObject({ status: "answered" });
  const due = await withClient(database.superuser, (client) =>
    client.query(`SELECT 1 FROM "DueCall" WHERE reference = $1`, [reference]),
  );
  expect(due.rowCount).toBe(0);
});

it("who says that they cannot is passed over at once, and who does something instead of answering has answered", async () => {
  const reference = await declared(stage, await mvp4(stage, { clockFactor: 1 }));
  const [first] = await called(reference, 1);
  accepted(await answerCall(asking(stage)("sam"), { reference, call: first?.call ?? "", answer: "cannot" }));
  const [, second] = await called(reference, 2);
  expect(second).toMatchObject({ person: stage.cast.lee, status: "waiting" });
  accepted(await addNote(asking(stage)("lee"), { reference, body: "I look at the shop." }));
  expect(await callsOf(reference)).toMatchObject([{ status: "passed" }, { status: "answered" }]);
});

it("who does not answer is passed over, the next is called, and the end is said; a lost job loses no call", async () => {
  // Five minutes last three seconds.
  const reference = await declared(stage, await mvp4(stage, { clockFactor: 100 }));
  await called(reference, 1);
  await withClient(database.superuser, (client) =>
    client.query(`DELETE FROM graphile_worker._private_jobs WHERE key = $1 AND locked_at IS NULL`, [
      `call-next:${reference}`,
    ]),
  );
  const calls = await called(reference, 2);
  expect(calls.map(({ person }) => person)).toEqual([stage.cast.sam, stage.cast.lee]);
  expect(calls[0]?.status).toBe("passed");
  await until(
    "it is said that nobody answered",
    async () => (await stateOf(reference)).unansweredAt !== null,
  );
  // One who was passed over may still take it.
  accepted(await answerCall(asking(stage)("sam"), { reference, call: calls[0]?.call ?? "" }));
  expect((await callsOf(reference)).map(({ status }) => status)).toEqual(["answered", "passed"]);
});
