import { afterAll, beforeAll, expect, it } from "vitest";
import { answerBack } from "#lib/commands/checkpoint/answer-back.ts";
import { askBack } from "#lib/commands/checkpoint/ask-back.ts";
import {
  accepted,
  add,
  addSigner,
  as,
  follow,
  opened,
  read,
  register,
} from "#lib/commands/checkpoint/testing/sides.ts";
import type { CommandContext } from "#lib/commands/context.ts";
import { proposeDecision } from "#lib/commands/decision/propose.ts";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { readCheckpointView } from "#lib/queries/checkpoint.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { listInbox } from "#lib/store/inbox.ts";
import { enqueue } from "#lib/store/jobs.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { openMailServer, type Received } from "./testing/mail-server.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

type Person = CommandContext["actor"];
let database: TestDatabase;
let mail: Awaited<ReturnType<typeof openMailServer>>;
let stage: Stage;
let producer: Person;
let consumer: Person;
let reference: string;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  const administrator = await add("alex", { isAdministrator: true });
  producer = await addSigner("ines", { party: "producer", roles: ["producer-lead"] });
  consumer = await addSigner("david", { party: "consumer", roles: ["consumer-lead"] });
  await register(administrator, "kernel");
  reference = await opened(producer, "kernel");
  mail = await openMailServer();
});
afterAll(async () => {
  await endWorkers();
  await mail.close();
  await disconnectStore();
});

const work = () =>
  startWorker({
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_MAIL_FROM: "holdpoint@example.com",
    HOLDPOINT_URL: "https://holdpoint.test",
  });
const mailTo = (name: string, words: string) =>
  until(`${name} has a mail: ${words}`, (): Received | undefined =>
    mail.received.find(({ to, subject }) => to === `${name}@example.com` && subject.includes(words)),
  );
const titlesFor = async ({ id }: Person) =>
  (await listInbox(id)).flatMap((one) => (one.reference === reference ? [one.title] : []));

it("[MKD-8] [MKD-8.8] [MKC-6] approvers are asked, answered and reminded by mail, with a link to the packet", async () => {
  const question = "cutover";
  const ask = { reference, question, to: "producer", words: "Why is the manifest another?" };
  const { seq } = accepted(await askBack(as(consumer), ask));
  const reader = { personId: producer.id, party: "producer", roles: [], isAuditor: false };
  expect((await readCheckpointView(reference, reader))?.owed).toContainEqual(
    expect.objectContaining({
      id: `answer-back:${seq}`,
      title: "The consumer asks before it signs: Why is the manifest another?",
      by: expect.stringMatching(/^Producer: .*ines/),
      isMine: true,
    }),
  );
  expect(await titlesFor(producer)).toContainEqual(expect.stringContaining("asks your side something"));
  expect(await titlesFor(consumer)).toEqual([]);
  await work();
  const asked = await mailTo("ines", `asks your side something before it signs`);
  expect(asked.text).toContain(`https://holdpoint.test/checkpoints/${reference}?question=cutover`);
  accepted(await answerBack(as(producer), { reference, asked: seq, words: "It was built anew." }));
  await mailTo("david", "has answered what you asked");
  expect(await answerBack(as(producer), { reference, asked: seq, words: "Again." })).toMatchObject({
    refusal: { code: "conflict", message: expect.stringMatching(/^ines has answered it already/) },
  });

  const incident = await declared(stage, await serviceV3(stage));
  const proposal = { reference: incident, gate: "continue", residualRisk: "None is known." };
  accepted(await proposeDecision(asking(stage)("priya"), proposal));
  const { decision = "" } = (await stateOf(incident)).decisions[0] ?? {};
  for (const name of ["priya", "carl"]) {
    const { text } = await mailTo(name, "Your side's answer is awaited");
    expect(text).toContain(`https://holdpoint.test/decisions/${decision}`);
  }
});

it("[MKD-8.8] both sides are told before a GO runs out, at three quarters of its time, and once", async () => {
  await follow(reference, { producer, consumer });
  const { state } = await read(reference);
  const sealing = state.sealings.find((one) => one.question === "cutover");
  const jobs = (sql: string, ...values: string[]) =>
    withClient(database.superuser, (client) =>
      client.query<{ run_at: Date }>(sql, values).then(({ rows }) => rows),
    );
  const key = `end:${reference}:${sealing?.seq}`;
  const [job] = await jobs("SELECT run_at FROM graphile_worker.jobs WHERE key = $1", key);
  const wait = (job?.run_at.getTime() ?? 0) - Date.parse(sealing?.at ?? "");
  expect(wait).toBe(18 * 3_600_000);
  // The moment itself is a day away, so its job is handed in now, twice.
  for (const jobKey of ["first", "second"])
    await withTransaction((tx) =>
      enqueue(tx, { task: "remind-of-end", payload: { reference, seq: sealing?.seq }, jobKey }),
    );
  for (const name of ["ines", "david"]) {
    const { text } = await mailTo(name, "GO (runtime cutover) runs out at");
    expect(text).toContain(`/checkpoints/${reference}?question=cutover`);
  }
  await until("nothing is left to be sent", async () => {
    const left = await jobs(
      "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier <> 'anchor' AND run_at < now()",
    );
    return left.length === 0;
  });
  const sent = mail.received.filter(({ subject }) => subject.includes("runs out"));
  expect(sent.length).toBe(new Set(sent.map(({ to }) => to)).size);
  for (const person of [producer, consumer])
    expect((await titlesFor(person)).filter((title) => title.includes("runs out"))).toHaveLength(1);
});
