import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as sides from "#lib/commands/checkpoint/testing/sides.ts";
import { add, addSigner, approved, read } from "#lib/commands/checkpoint/testing/sides.ts";
import type { CommandContext } from "#lib/commands/context.ts";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { outcomesOf } from "#lib/domain/checkpoint/outcome.ts";
import { type LocalServer, openLocalServer } from "#lib/executors/testing/local-server.ts";
import { readCheckpointEntries } from "#lib/store/checkpoint-log.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

let [administrator, producer]: CommandContext["actor"][] = [];
let contracts: LocalServer;
let folder = "";
/** What each service's release registry says; null where it does not answer. */
const releases: Record<string, string | null> = {
  steady: approved.tag,
  later: approved.tag,
  silent: null,
  newer: "v0.3.3",
};

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  await publishBuiltInPacks();
  administrator = await add("alex", { isAdministrator: true });
  producer = await addSigner("ines", { party: "producer", roles: ["producer-lead"] });
  contracts = await openLocalServer(({ path }) => {
    const release = releases[path.slice(1)];
    return release == null ? { status: 404 } : { status: 200, json: { release } };
  });
  folder = mkdtempSync(join(tmpdir(), "probes-"));
  const probes = Object.keys(releases).map((service) => ({
    ...{ service, environment: "production", value: "tag", everySeconds: 86_400 },
    from: { kind: "http", url: `${contracts.url}/${service}`, path: "release" },
  }));
  const actionsFile = join(folder, "actions.json");
  writeFileSync(actionsFile, JSON.stringify({ actions: [], probes }));
  const settings = {
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_ACTIONS_FILE: actionsFile,
    HOLDPOINT_ALLOWED_HOSTS: "127.0.0.1",
  };
  await Promise.all([startWorker(settings), startWorker(settings)]);
});
afterAll(async () => {
  await endWorkers();
  contracts.close();
  rmSync(folder, { recursive: true, force: true });
  await disconnectStore();
});

const readings = async (reference: string) =>
  (await readCheckpointEntries(reference)).filter(({ event }) => event.type === "BaselineObserved");

const timesRead = (service: string) => contracts.asked.filter(({ path }) => path === `/${service}`).length;

/** Opens a checkpoint, and waits until both workers have asked for what it locked. */
async function probed(service: string) {
  if (administrator === undefined || producer === undefined) throw new Error("nobody is there");
  await sides.register(administrator, service);
  const reference = await sides.opened(producer, service);
  await until(
    "both workers read it",
    () => timesRead(service) >= 2,
    () => timesRead(service),
  );
  const [reading] = await until("the reading is recorded", async () => {
    const found = await readings(reference);
    return found.length > 0 ? found : null;
  });
  return { reference, reading, ...(await read(reference)) };
}

it("[MKD-1] a value that is as it was locked is recorded as read, once for all workers", async () => {
  const { reference, reading, state } = await probed("steady");
  expect(reading?.event).toMatchObject({
    actor: { kind: "console" },
    facts: { source: "probe", values: { tag: approved.tag }, moved: [] },
  });
  expect(state.moved).toBeNull();
  // Whoever reads the next one has recorded this one.
  await probed("later");
  expect(timesRead("steady")).toBe(2 * (await readings(reference)).length);
});

it("[MKD-1] another value than the locked one is NO-GO at once, sealed by the console", async () => {
  const { reading, state, pack, around } = await probed("newer");
  expect(reading?.text).toMatchObject({ cause: "NO-GO. Release tag: v0.3.2 became v0.3.3." });
  expect(state.moved).toMatchObject({ names: ["tag"], source: "probe" });
  expect(state.sealings.map(({ outcome, cause }) => [outcome, cause])).toEqual([
    ["no-go", "baseline-moved"],
    ["no-go", "baseline-moved"],
  ]);
  expect(outcomesOf(state, pack, around).map(({ go }) => go)).toEqual([false, false]);
});

it("[MKD-1] a value that cannot be read has not moved, and that nobody knows it is said", async () => {
  const { reading, state } = await probed("silent");
  expect(reading?.event).toMatchObject({ facts: { values: {}, moved: [] } });
  expect(state.unread).toMatchObject({ tag: { why: "expected status 200, got 404" } });
  expect(state.moved).toBeNull();
  expect(state.seen.tag).toBe(approved.tag);
});
