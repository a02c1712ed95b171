import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashPassword } from "#lib/auth/password.ts";
import { recordFiling } from "#lib/commands/decision/record-filing.ts";
import { sealedIncident } from "#lib/commands/testing/sealed-incident.ts";
import { asking, everywhere, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { parseActionsFile } from "#lib/domain/rollback/action.ts";
import { readDecision } from "#lib/queries/decision.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, type RunningWorker, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const password = "correct horse battery";
const folder = mkdtempSync(join(tmpdir(), "holdpoint-filings-"));
const repositories = { producer: join(folder, "producer.git"), consumer: join(folder, "consumer.git") };
const git = (...words: string[]) => execFileSync("git", words, { encoding: "utf8" }).trim();

/** A repository that is pushed to, with a first commit. */
function open(repository: string): void {
  mkdirSync(repository);
  git("-C", repository, "init", "--quiet", "--bare", "--initial-branch", "main", ".");
  const tree = git("-C", repository, "hash-object", "-t", "tree", "-w", "/dev/null");
  const author = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
  const commit = git("-C", repository, ...author, "commit-tree", tree, "-m", "Here are decisions");
  git("-C", repository, "update-ref", "refs/heads/main", commit);
}

let stage: Stage;
let reference: string;
let database: TestDatabase;
let settings: Record<string, string>;
let worker: RunningWorker;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage(await hashPassword(password));
  open(repositories.producer);
  const read = parseActionsFile({
    actions: Object.entries(repositories).map(([party, repository]) => ({
      ...{ id: `${party}/decision-log`, title: "Keep the decision log", service: "storefront" },
      ...{ environment: "production", executor: "git", repository, branch: "main", parameters: {} },
      operation: { do: "commit-record", record: "decision-log", folder: "docs/decisions" },
      ...{ timeoutSeconds: 60, expectedSeconds: 1, idempotent: true },
    })),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const actionsFile = join(folder, "actions.json");
  writeFileSync(actionsFile, JSON.stringify({ actions: everywhere(read.actions) }));
  reference = await sealedIncident(stage, password);
  settings = { WORKER_DATABASE_URL: database.worker, HOLDPOINT_ACTIONS_FILE: actionsFile };
  worker = await startWorker(settings);
});
afterAll(async () => {
  await endWorkers();
  rmSync(folder, { recursive: true, force: true });
  await disconnectStore();
});

const decisions = async () => (await stateOf(reference)).decisions;
const filings = async () =>
  (await readEntries(reference, 0)).flatMap(({ event }) =>
    event.type === "DecisionFiled" ? [event.facts] : [],
  );
const fileIn = (repository: string) =>
  git("-C", repository, "show", `main:docs/decisions/${reference}-decisions.md`);

/** As after the last of its tries. */
const giveUp = () =>
  withClient(database.superuser, (client) =>
    client.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key LIKE 'file:%'"),
  );

it("[MKC-6.4] the decision log goes into each party's repository, and is tried until both have it, also after the queue gave up", async () => {
  await until("the producer has it, and the consumer's repository was asked for in vain", async () =>
    (await decisions()).every(
      ({ filed }) => typeof filed.producer?.place === "string" && filed.consumer?.place === null,
    ),
  );
  const id = (await decisions())[0]?.decision ?? "";
  const auditor = { personId: stage.cast.maya, isAuditor: true };
  expect((await readDecision(id, auditor))?.filed).toMatchObject([
    { party: "producer", reason: null },
    { party: "consumer", place: null, reason: expect.stringContaining("consumer.git") },
  ]);
  await worker.stop();
  await giveUp();
  open(repositories.consumer);
  worker = await startWorker(settings);
  await until("both have it", async () =>
    (await decisions()).every(({ filed }) => typeof filed.consumer?.place === "string"),
  );
  for (const repository of Object.values(repositories)) {
    const text = fileIn(repository);
    for (const { sealed } of await decisions()) expect(text).toContain(sealed?.recordDigest);
  }
  const [first] = await decisions();
  const commit = git("-C", repositories.consumer, "rev-parse", "main");
  expect((await decisions()).map(({ filed }) => filed.consumer?.place).join()).toContain(commit);
  // A failure is said once, however often it was tried again.
  const failures = (await filings()).filter(
    ({ decision, place }) => decision === first?.decision && place === null,
  );
  expect(failures).toEqual([
    { decision: first?.decision, party: "consumer", action: "consumer/decision-log", place: null },
  ]);
});

it("nobody but the worker says where a decision log lies, and nobody twice", async () => {
  const [{ decision } = { decision: "" }] = await decisions();
  const filing = { reference, decision, party: "consumer", place: "elsewhere", reason: "" };
  const byPerson = await recordFiling(asking(stage)("maya"), filing);
  expect(byPerson).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  const again = { actor: { kind: "console" as const, id: "worker" }, idempotencyKey: "again" };
  expect(await recordFiling(again, filing)).toMatchObject({ ok: false, refusal: { code: "stale" } });
});
