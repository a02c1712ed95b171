import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ruleOnStep } from "#lib/commands/rollback/rule-on-step.ts";
import { accepted, asking, everywhere, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import { commandLine, parseActionsFile, type RegisteredAction } from "#lib/domain/rollback/action.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { readOutput } from "#lib/store/step-output.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { type Flags, openFlags } from "./testing/flags.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { announce, emergency, runOf, stepOf, untilRun, untilStep } from "./testing/runs.ts";
import { openWorkshop, type Workshop } from "./testing/workshop.ts";

const token = "flags-token-that-nobody-sees";
let stage: Stage;
let as: ReturnType<typeof asking>;
let workshop: Workshop;
let flags: Flags;
let repository: string;

const git = (cwd: string, ...words: string[]) =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...words], {
    cwd,
    encoding: "utf8",
  });

/** A repository whose configuration is good at the baseline's tag, and bad on its branch. */
function openRepository(): string {
  const [bare, work] = [workshop.path("shop.git"), workshop.path("work")];
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", bare]);
  execFileSync("git", ["clone", "--quiet", bare, work], { stdio: "ignore" });
  git(work, "checkout", "--quiet", "-B", "main");
  for (const limit of ["10", "0"]) {
    mkdirSync(dirname(workshop.path("work/config/shop")), { recursive: true });
    writeFileSync(workshop.path("work/config/shop"), limit);
    git(work, "add", "--all");
    git(work, "commit", "--quiet", "-m", limit);
    if (limit === "10") git(work, "tag", "v1.4.2");
  }
  git(work, "push", "--quiet", "--tags", "origin", "main");
  return bare;
}

/** The emergency plan's actions, carried out by four executors. */
function mixed(): RegisteredAction[] {
  const change = (known: RegisteredAction): object => {
    const { id, title, service, environment, expectedSeconds, idempotent, timeoutSeconds } = known;
    const common = { id, title, service, environment, expectedSeconds, idempotent, timeoutSeconds };
    const { parameters } = known;
    const [name] = Object.keys(parameters);
    switch (id) {
      case "application/rollback":
        return {
          ...common,
          parameters,
          executor: "http",
          method: "PUT",
          url: `${flags.url}/flags/{{${name}}}`,
          headers: { Authorization: "Bearer {{env.FLAGS_TOKEN}}" },
          json: { version: `{{${name}}}` },
          timeoutSeconds: 2,
        };
      case "policy/rollback":
        return { ...common, parameters, executor: "manual", instructions: `Activate {{${name}}} by hand.` };
      case "configuration/rollback": {
        const operation = { do: "restore", paths: ["config"], tag: `{{${name}}}` };
        return { ...common, parameters, executor: "git", repository, branch: "main", operation };
      }
      case "application/health":
        return { ...common, executor: "check", probe: { kind: "http", url: `${flags.url}/health` } };
      case "application/smoke": {
        const operation = { do: "commit-record", record: "verification-results" };
        return { ...common, executor: "git", repository, branch: "main", operation };
      }
      default:
        return known;
    }
  };
  const file = parseActionsFile({ actions: workshop.actions.map(change) });
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  return file.actions;
}

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  as = asking(stage);
  workshop = await openWorkshop();
  flags = await openFlags(token);
  repository = openRepository();
  const actions = mixed();
  workshop = { ...workshop, actions };
  writeFileSync(workshop.path("mixed.json"), JSON.stringify({ actions: everywhere(actions) }));
  await announce(workshop);
  await startWorker({
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_ACTIONS_FILE: workshop.path("mixed.json"),
    HOLDPOINT_ALLOWED_HOSTS: "127.0.0.1",
    FLAGS_TOKEN: token,
  });
});
afterAll(async () => {
  await endWorkers();
  flags.close();
  workshop.close();
  await disconnectStore();
});

it("[PT-8.5] a run goes through a request, a person, a tag, a check and a record in docs/review/, and shows no secret", async () => {
  const { reference, start } = await emergency(stage, workshop);
  const run = await start();
  await untilStep(reference, "policy", "awaits-person");
  expect(await runOf(reference)).toMatchObject({ status: "asking" });
  expect(flags.state.get("1.4.2")).toBe(1);

  const state = await stateOf(reference);
  const owed = obligations(state, await packByHash(state.pack.hash));
  expect(owed.find(({ act }) => act.kind === "rule-on-step")?.title).toContain("Do by hand: ");
  const told = (await readEntries(reference, 0)).filter(({ event }) => event.type === "RoleTold");
  expect(told.map(({ event }) => event.type === "RoleTold" && event.facts.cause)).not.toContain("RunFailed");

  const handIn = {
    reference,
    run,
    step: "policy",
    attempt: 1,
    reason: "Activated it; the bundle's page shows it.",
  };
  const again = await ruleOnStep(as("sam"), { ...handIn, ruling: "retry" });
  expect(again).toMatchObject({ ok: false, refusal: { code: "rule" } });
  accepted(await ruleOnStep(as("sam"), { ...handIn, ruling: "done-by-hand" }));
  await untilRun(reference, "complete");

  expect(git(repository, "show", "main:config/shop")).toBe("10");
  const record = git(repository, "show", `main:docs/review/${reference}-verification.md`);
  expect(record).toContain(`# Verification results: ${reference}`);
  expect(record).toMatch(/\| .* \| done-by-hand \| - \| 1 \|/);
  expect(git(repository, "log", "-1", "--format=%B", "main")).toContain(`Incident: ${reference}`);

  const entries = JSON.stringify(await readEntries(reference, 0));
  const output = JSON.stringify(await readOutput({ runId: run, step: "application", attempt: 1 }));
  expect(output).toContain("PUT ");
  expect(entries + output + readFileSync(workshop.path("mixed.json"), "utf8")).not.toContain(token);
  const shown = (await stepOf(reference, "application"))?.argv ?? [];
  expect(commandLine(shown)).toContain("'Authorization: Bearer {{env.FLAGS_TOKEN}}'");
});

it("a change whose answer was lost is in doubt and asks, and is not sent a second time by itself", async () => {
  const { reference, start } = await emergency(stage, workshop);
  flags.hang();
  const before = flags.asked();
  await start();
  await untilStep(reference, "application", "in-doubt");
  expect(await runOf(reference)).toMatchObject({ status: "asking" });
  expect(flags.asked()).toBe(before + 1);
});
