import { afterAll, beforeAll, expect, it } from "vitest";
import { declared, sentInitial, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

let stage: Stage;

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  await startWorker({ WORKER_DATABASE_URL: database.worker });
});
afterAll(async () => {
  await endWorkers();
  await disconnectStore();
});

it("[MKC-3.1] without a channel nobody was reached: the log says so of each, and the clock runs on", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  await sentInitial(stage, reference);
  const deliveries = async () => (await stateOf(reference)).notices[0]?.deliveries ?? [];
  await until(
    "each has failed",
    async () => (await deliveries()).every(({ status }) => status === "failed"),
    deliveries,
  );
  const entries = await readEntries(reference, 0);
  const reasons = entries.flatMap(({ event, text }) => (event.type === "DeliveryFailed" ? [text] : []));
  expect(reasons).toHaveLength((await deliveries()).length);
  for (const reason of reasons)
    expect(reason).toMatchObject({ reason: expect.stringContaining("nobody was reached") });
  const { clocks, notices } = await stateOf(reference);
  expect(notices[0]?.acceptedAt).toBeNull();
  expect(clocks.find(({ clock }) => clock === "initial-notice")?.metAt).toBeNull();
});
