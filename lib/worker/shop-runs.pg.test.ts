import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { confirmTarget } from "#lib/commands/mode/confirm-target.ts";
import { declareMode } from "#lib/commands/mode/declare-mode.ts";
import { startRollback } from "#lib/commands/rollback/start.ts";
import { declared, edge, failing, mvp4, seenDigestOf, startedRun } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, everywhere, type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { parseActionsFile, type RegisteredAction } from "#lib/domain/rollback/action.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { openShop, type RunningShop } from "../../demo/testing/running-shop.ts";
import { announceActions } from "./actions.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { runOf, untilRun } from "./testing/runs.ts";
import { until } from "./testing/until.ts";

let stage: Stage;
let as: ReturnType<typeof asking>;
let shop: RunningShop;
const folder = mkdtempSync(join(tmpdir(), "holdpoint-shop-runs-"));

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  shop = await openShop();
  const file = parseActionsFile({ actions: shop.actions() });
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  const actions: RegisteredAction[] = everywhere(file.actions);
  stage = { ...(await setStage()), actions: file.actions };
  as = asking(stage);
  await announceActions(actions);
  const actionsFile = join(folder, "actions.json");
  writeFileSync(actionsFile, JSON.stringify({ actions }));
  await startWorker({ WORKER_DATABASE_URL: database.worker, HOLDPOINT_ACTIONS_FILE: actionsFile });
});
afterAll(async () => {
  await endWorkers();
  await shop?.remove();
  rmSync(folder, { recursive: true, force: true });
  await disconnectStore();
});
beforeEach(async () => {
  const ran = await shop.control("reset");
  expect(ran.code, ran.output).toBe(0);
});

const version = async () => (await shop.get("/version")).body;
const confirmed = async (reference: string, targets: readonly (readonly [string, string, string])[]) => {
  for (const [target, by, value] of targets)
    accepted(await confirmTarget(as(by as "sam"), { reference, target, value }));
};
const verified = (reference: string, status = "verified") => untilRun(reference, status);

it("[SM-6] [SM-6.1] [SM-6.2] [SM-6.3] [SM-6.4] all four mechanisms run, data to a moment among them", async () => {
  const { ownCluster } = JSON.parse(readFileSync(join(shop.dir, "settings.json"), "utf8"));
  const bases = () => readdirSync(join(ownCluster.home, "bases")).filter((one) => one.startsWith("base-"));
  await until("there is a base backup", () => Promise.resolve(bases().length > 0));
  const reference = await declared(stage, await mvp4(stage));
  const before: number = (await shop.order(1, 1)).body.data.id;
  const moment = new Date(Date.now() + 20);
  await until("the moment is past", () => Promise.resolve(Date.now() > moment.getTime() + 20));
  const after: number = (await shop.order(1, 1)).body.data.id;
  await confirmed(reference, [
    ["moment", "sam", moment.toISOString()],
    ["minutes", "sam", "5"],
  ]);
  const start = async (words: string) =>
    startRollback(as("sam"), {
      reference,
      plan: "restore",
      seenDigest: await seenDigestOf(stage, reference, "restore"),
      reason: "The data is damaged",
      confirmed: { database: words },
    });
  expect(await start("yes")).toMatchObject({ refusal: { blockers: [{ rule: "SM-6.3" }] } });
  accepted(await start("lose 5 minutes of data"));
  await until(
    "the acts are done",
    async () => (await runOf(reference)).executedAt !== null,
    undefined,
    60_000,
  );
  expect(await version()).toMatchObject({ version: "1.4.2", config: "v1.4.2", policy: "v1.4.2" });
  const found = async (id: number) => (await shop.get(`/api/orders/${id}`)).status;
  expect([await found(before), await found(after)]).toEqual([200, 404]);
});

it("[PT-6] [PT-6.6] [PT-8] [PT-8.5] the lanes run against the platform, and its results are committed to its reviews", async () => {
  const reference = await declared(stage, await failing(stage), "milo");
  const mode = { reference, reasons: ["regression"], scope: "L3", reason: "It cannot go on" };
  accepted(await declareMode(as("milo"), mode));
  await confirmed(reference, [
    ["deployment", "ava", "1.4.2"],
    ["migrations", "dan", "42"],
    ["configuration", "ivo", "v1.4.2"],
    ["cutover", "dan", "2026-11-21T09:30:00.000Z"],
  ]);
  await startedRun(stage, reference, "rollback", "milo");
  await verified(reference);
  expect(await version()).toMatchObject({ version: "1.4.2", schema: 42, config: "v1.4.2", policy: "v1.4.2" });
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "safe.directory=*", "-C", join(shop.dir, "platform"), ...words], {
      encoding: "utf8",
    });
  const committed = git("show", `HEAD:docs/review/${reference}.md`);
  expect(committed).toContain(`# Verification results of ${reference}`);
  expect(committed.match(/^## .*: green$/gm)).toHaveLength(3);
  expect(git("log", "-1", "--format=%s")).toContain(reference);
});

it("[WP-4] [WP-4.7] every command that really ran stands in the log with its exact time", async () => {
  const reference = await declared(stage, await edge(stage), "milo");
  const services = ["api-worker", "ingest-worker", "queue-consumer", "admin-pages", "user-portal"];
  await confirmed(
    reference,
    services.map((service) => [service, "sam", "1.4.2"] as const),
  );
  const seen = async (service: string) =>
    (await (await fetch(`${shop.proxyUrl()}/edge/${service}`)).text()).includes("1.4.2");
  expect(await Promise.all(services.map(seen))).toEqual(services.map(() => false));
  await startedRun(stage, reference, "redeploy", "milo");
  await verified(reference, "complete");
  const entries = await readEntries(reference, 0);
  const ran = entries.flatMap(({ event }) => (event.type === "StepStarted" ? [event.facts.step] : []));
  expect(ran).toEqual([...services, "health", "smoke"]);
  const { steps, startedAt } = await runOf(reference);
  const times = steps.flatMap((step) => [step.startedAt ?? "", step.endedAt ?? ""]);
  for (const at of times) expect(new Date(at).toISOString()).toBe(at);
  expect([startedAt, ...times].toSorted()).toEqual([startedAt, ...times]);
  expect(steps.map(({ argv }) => argv.slice(5))).toEqual([
    ...services.map((service) => ["--service", service, "--to", "1.4.2"]),
    [],
    [],
  ]);
  expect((await version()).version).toBe("1.4.2");
  expect(await Promise.all(services.map(seen))).toEqual(services.map(() => true));
});
