import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testChannel } from "#lib/commands/channels/test-channel.ts";
import { retryDelivery } from "#lib/commands/notice/retry-delivery.ts";
import { declared, sentInitial, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { encryptAtRest } from "#lib/platform/crypto.ts";
import { listAttempts } from "#lib/store/channel-attempts.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { createEndpoint, type EndpointKind, setEndpointActive } from "#lib/store/endpoints.ts";
import { createPersonChannel, savePreference } from "#lib/store/person-channels.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { openMailServer } from "./testing/mail-server.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

const secret = "a secret for tests, long enough to be one";

let database: TestDatabase;
let stage: Stage;
let mail: Awaited<ReturnType<typeof openMailServer>>;
let answer: Record<string, RequestListener> = {};
let asked: { path: string; at: number }[] = [];
const server = createServer((request, response) => {
  const path = request.url ?? "";
  asked.push({ path, at: performance.now() });
  request.resume();
  (answer[path] ?? ((_, said) => said.writeHead(404).end("no_service")))(request, response);
});

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  mail = await openMailServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  await startWorker({
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_SECRET: secret,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_ALLOWED_HOSTS: "127.0.0.1",
  });
});
afterAll(async () => {
  await endWorkers();
  await mail.close();
  server.closeAllConnections();
  server.close();
  await disconnectStore();
});

const addressOf = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const chat = (path: string, kind: EndpointKind = "slack") =>
  withTransaction((tx) => {
    const sealedSecret = encryptAtRest(addressOf(path), secret);
    return createEndpoint(tx, { kind, title: path, url: addressOf(""), audience: "consumer", sealedSecret });
  });
const turnOff = (id: string) => withTransaction((tx) => setEndpointActive(tx, id, false));
const takes: RequestListener = (_, response) => response.end("ok");
const noticed = async () => {
  const reference = await declared(stage, await serviceV3(stage));
  await sentInitial(stage, reference);
  return reference;
};
const deliveryTo = async (reference: string, endpoint: string) => {
  const [notice] = (await stateOf(reference)).notices;
  const delivery = notice?.deliveries.find((one) => one.endpoint === endpoint);
  return { notice: notice?.notice ?? "", delivery };
};
const comesTo = (reference: string, endpoint: string, status: "accepted" | "failed") =>
  until(
    `the delivery is ${status}`,
    async () => (await deliveryTo(reference, endpoint)).delivery?.status === status,
    () => deliveryTo(reference, endpoint),
  );

it("a channel that hangs delays no other: mail and chat arrive while many of its own wait", async () => {
  answer = { "/hangs": () => undefined, "/takes": takes };
  const hangs = await Promise.all(Array.from({ length: 12 }, () => chat("/hangs")));
  const one = await chat("/takes");
  const reference = await noticed();
  await comesTo(reference, one, "accepted");
  await until("the mails are accepted", async () =>
    (await stateOf(reference)).notices[0]?.deliveries
      .filter(({ person }) => person !== null)
      .every(({ status }) => status !== "pending"),
  );
  expect((await deliveryTo(reference, hangs[0] ?? "")).delivery?.status).toBe("pending");
  for (const id of [...hangs, one]) await turnOff(id);
});

it("a chat that says 429 is left alone for as long as it says, and then gets the message once", async () => {
  asked = [];
  const isSecond = () => asked.filter(({ path }) => path === "/many").length > 1;
  answer = {
    "/many": (request, response) =>
      isSecond() ? takes(request, response) : response.writeHead(429, { "retry-after": "3" }).end(),
  };
  const id = await chat("/many");
  const reference = await noticed();
  await comesTo(reference, id, "accepted");
  const [first, second, ...more] = asked.filter(({ path }) => path === "/many");
  expect(more).toEqual([]);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_900);
  expect(await listAttempts(id)).toMatchObject([
    { outcome: "accepted", purpose: "notice", reference, said: expect.stringContaining("127.0.0.1") },
    { outcome: "later", said: expect.stringContaining("answered 429") },
  ]);
  await turnOff(id);
});

it("a chat is asked no more than once a second, however much is sent", async () => {
  asked = [];
  answer = { "/slowly": takes };
  const id = await chat("/slowly");
  const references = [await noticed(), await noticed(), await noticed()];
  for (const reference of references) await comesTo(reference, id, "accepted");
  const times = asked.filter(({ path }) => path === "/slowly").map(({ at }) => at);
  expect(times).toHaveLength(3);
  for (const [index, at] of times.entries())
    if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThan(850);
  await turnOff(id);
});

it("a delivery that failed for good is tried again when a person asks, and never one that was accepted", async () => {
  answer = {};
  const id = await chat("/mended");
  const reference = await noticed();
  await comesTo(reference, id, "failed");
  answer = { "/mended": takes };
  const { notice, delivery } = await deliveryTo(reference, id);
  const asks = { reference, notice, delivery: delivery?.id ?? "" };
  const stranger = await retryDelivery(asking(stage)("olga"), asks);
  expect(stranger).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  accepted(await retryDelivery(asking(stage)("nora"), asks));
  await comesTo(reference, id, "accepted");
  const again = await retryDelivery(asking(stage)("nora"), asks);
  expect(again).toMatchObject({ ok: false, refusal: { code: "conflict" } });
  expect((await listAttempts(id)).map(({ outcome }) => outcome)).toEqual(["accepted", "failed"]);
  await turnOff(id);
});

it("a person is reached by the first channel of their own order that takes the message", async () => {
  answer = { "/own-works": takes };
  const own = (personId: string, path: string) =>
    withTransaction(async (tx) => {
      const sealedAddress = encryptAtRest(addressOf(path), secret);
      const host = "127.0.0.1";
      const id = await createPersonChannel(tx, { personId, kind: "slack", title: path, host, sealedAddress });
      const quiet = { quietFrom: null, quietUntil: null, timeZone: "UTC" };
      await savePreference(tx, { personId, order: [id, "mail"], ...quiet });
    });
  await own(stage.cast.priya, "/own-works");
  await own(stage.cast.paul, "/own-is-gone");
  const reference = await noticed();
  const mine = async () =>
    (await stateOf(reference)).notices[0]?.deliveries.filter(({ person }) =>
      [stage.cast.priya, stage.cast.paul].includes(person ?? ""),
    ) ?? [];
  await until(
    "both are reached",
    async () => (await mine()).every(({ status }) => status === "accepted"),
    mine,
  );
  const mails = mail.received.filter(({ subject }) => subject.includes(reference)).map(({ to }) => to);
  expect(mails).toContain("paul@example.com");
  expect(mails).not.toContain("priya@example.com");
  expect(asked.map(({ path }) => path)).toEqual(expect.arrayContaining(["/own-works", "/own-is-gone"]));
});

it("a test goes out by the channel itself, and what it said is shown; only an administrator tests an audience's", async () => {
  answer = { "/tested": takes };
  const id = await chat("/tested");
  const refused = await testChannel(asking(stage)("maya"), { channel: id });
  expect(refused).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  accepted(await testChannel(asking(stage)("maya"), { channel: "mail" }));
  const tries = () => listAttempts("mail");
  await until("the test mail left", async () => (await tries())[0]?.purpose === "test", tries);
  expect(mail.received.at(-1)).toMatchObject({ to: "maya@example.com", subject: "A test from Holdpoint" });
});
