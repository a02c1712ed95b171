import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { declared, sentInitial, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { encryptAtRest } from "#lib/platform/crypto.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { createEndpoint, setEndpointActive } from "#lib/store/endpoints.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { openMailServer } from "./testing/mail-server.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

const secret = "a secret for tests, long enough to be one";
const hookSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
type Hooked = { id: string; body: { data: { incident: string; text: string } } };

let database: TestDatabase;
let stage: Stage;
let mail: Awaited<ReturnType<typeof openMailServer>>;
const hooked: Hooked[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const id = String(request.headers["webhook-id"]);
    const verified = new Webhook(hookSecret).verify(body, request.headers as Record<string, string>);
    hooked.push({ id, body: verified as Hooked["body"] });
    response.writeHead(204).end();
  });
});

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  mail = await openMailServer();
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const { port } = receiver.address() as AddressInfo;
  await withTransaction(async (tx) => {
    const hook = { sealedSecret: encryptAtRest(hookSecret, secret), audience: "consumer" };
    await createEndpoint(tx, { ...hook, title: "Allowed", url: `http://127.0.0.1:${port}/allowed` });
    await createEndpoint(tx, { ...hook, title: "Private", url: "https://10.0.0.1/private" });
  });
  await startWorker({
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_SECRET: secret,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_ALLOWED_HOSTS: `127.0.0.1:${port}`,
  });
});
afterAll(async () => {
  await endWorkers();
  await mail.close();
  receiver.close();
  await disconnectStore();
});

const noticeOf = async (reference: string) => (await stateOf(reference)).notices[0];
const pending = async (reference: string) =>
  (await noticeOf(reference))?.deliveries.filter(({ status }) => status === "pending") ?? [];
const settled = (reference: string) =>
  until(
    "every delivery is settled",
    async () => (await pending(reference)).length === 0,
    () => noticeOf(reference),
  );
/** What the log says of deliveries: the type, and the channel's own words. */
async function answersIn(reference: string) {
  const entries = await readEntries(reference, 0);
  return entries.flatMap(({ event, text }) => {
    if (event.type !== "DeliveryAccepted" && event.type !== "DeliveryFailed") return [];
    const permanent = event.type === "DeliveryFailed" ? event.facts.permanent : null;
    return [{ type: event.type, words: JSON.stringify(text), permanent }];
  });
}

it("[MKC-3.1] a notice goes out by mail and signed webhook, and its clock is met when every audience was reached", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  await sentInitial(stage, reference);
  await settled(reference);
  const mine = mail.received.filter(({ subject }) => subject.includes(reference));
  expect(mine.map(({ to }) => to).sort()).toEqual(
    ["carl", "paul", "priya", "stan"].map((name) => `${name}@example.com`),
  );
  expect(mine[0]?.text).toContain("Orders fail for everyone.");
  const hooks = hooked.filter(({ body }) => body.data.incident === reference);
  expect(hooks).toMatchObject([{ body: { data: { text: expect.stringContaining("Orders fail") } } }]);
  const { clocks, notices } = await stateOf(reference);
  expect(notices[0]?.acceptedAt).not.toBeNull();
  expect(clocks.find(({ clock }) => clock === "initial-notice")?.status).toBe("met");
  const answers = await answersIn(reference);
  const receipts = answers.filter(({ type }) => type === "DeliveryAccepted");
  expect(receipts).toHaveLength(5);
  for (const { words } of receipts) expect(words).toContain("127.0.0.1");
});

it("a mailbox that refuses for good, and an address that nobody allowed, are each said so and not tried again", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  await sentInitial(stage, reference);
  await settled(reference);
  const failed = (await answersIn(reference)).filter(({ type }) => type === "DeliveryFailed");
  expect(failed).toHaveLength(2);
  expect(failed.every(({ permanent }) => permanent)).toBe(true);
  const words = failed.map((one) => one.words).join();
  for (const said of ["550", "10.0.0.1"]) expect(words).toContain(said);
});

it("an endpoint that was switched off before its turn gets nothing, and the log says why", async () => {
  const hook = {
    sealedSecret: encryptAtRest(hookSecret, "another secret, as long as the first one"),
    audience: "producer",
  };
  const id = await withTransaction((tx) =>
    createEndpoint(tx, { ...hook, title: "Old secret", url: "https://example.com/old" }),
  );
  const reference = await declared(stage, await serviceV3(stage));
  await sentInitial(stage, reference);
  const said = async () => JSON.stringify(await answersIn(reference));
  await until(
    "the lost secret is said",
    async () => (await said()).includes("another HOLDPOINT_SECRET"),
    said,
  );
  await withTransaction((tx) => setEndpointActive(tx, id, false));
  await settled(reference);
  expect(await said()).toContain("no longer active");
});

it("mail that finds no server is tried again until there is one: every try an entry, every mail once", async () => {
  const { port, received } = mail;
  await mail.close();
  const reference = await declared(stage, await serviceV3(stage));
  await sentInitial(stage, reference);
  const failures = async () =>
    (await answersIn(reference)).filter(({ permanent }) => permanent === false).length;
  await until("mail has failed", async () => (await failures()) >= 5, failures);
  mail = await openMailServer(received, port);
  await settled(reference);
  const mine = received.filter(({ subject }) => subject.includes(reference));
  expect(mine.map(({ to }) => to).sort()).toEqual(
    ["carl", "paul", "priya", "stan"].map((name) => `${name}@example.com`),
  );
  expect((await stateOf(reference)).notices[0]?.acceptedAt).not.toBeNull();
});

it("a delivery that lost its job is found and tried again", async () => {
  const { port, received } = mail;
  await mail.close();
  const reference = await declared(stage, await serviceV3(stage));
  await sentInitial(stage, reference);
  const tried = async () => (await pending(reference)).every(({ attempts }) => attempts > 0);
  await until("each was tried", tried);
  const { rowCount } = await withClient(database.superuser, (client) =>
    client.query(
      `DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'deliver:%' AND locked_at IS NULL`,
    ),
  );
  expect(rowCount).toBeGreaterThan(0);
  mail = await openMailServer(received, port);
  await settled(reference);
  expect(received.filter(({ subject }) => subject.includes(reference))).toHaveLength(4);
});
