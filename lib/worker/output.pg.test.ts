import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ruleOnStep } from "#lib/commands/rollback/rule-on-step.ts";
import { accepted, asking, everywhere, type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { withoutColours } from "#lib/platform/colours.ts";
import { newId } from "#lib/platform/ids.ts";
import { findOutput, readStepOutput } from "#lib/queries/step-output.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { outputExtent, readOutputLines, searchOutput } from "#lib/store/output-lines.ts";
import { readOutput } from "#lib/store/step-output.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { announce, emergency, untilStep } from "./testing/runs.ts";
import { openWorkshop, type Workshop } from "./testing/workshop.ts";

const secret = "correct-horse-battery";
let stage: Stage;
let workshop: Workshop;

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  const plain = await openWorkshop();
  const actions = plain.actions.map((action) =>
    action.executor === "command" ? { ...action, environmentVariables: { API_TOKEN: secret } } : action,
  );
  workshop = { ...plain, actions };
  writeFileSync(workshop.actionsFile, JSON.stringify({ actions: everywhere(actions) }));
  await announce(workshop);
  await startWorker({ WORKER_DATABASE_URL: database.worker, HOLDPOINT_ACTIONS_FILE: workshop.actionsFile });
});
afterAll(async () => {
  await endWorkers();
  workshop.close();
  await disconnectStore();
});

async function printed(lines: string) {
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(reference, "application/rollback", lines);
  const runId = await start();
  await untilStep(reference, "application", "succeeded");
  const succeeded = (await readEntries(reference, 0)).find(({ event }) => event.type === "StepSucceeded");
  return { address: { runId, step: "application", attempt: 1 }, succeeded: succeeded?.event.facts };
}

async function whole(address: Parameters<typeof readOutput>[0]): Promise<string> {
  const chunks = await readOutput(address, 0, 10_000);
  return chunks.map(({ text }) => text).join("");
}

it("300,000 lines of a step are stored in few chunks, read by their numbers, and are what the entry's digest says", async () => {
  const { address, succeeded } = await printed(
    `awk 'BEGIN { for (i = 1; i <= 300000; i++) printf "\\033[3%dmline %d\\033[0m of the archive\\n", i % 8, i }'`,
  );
  expect((await outputExtent(address)).lines).toBe(300_000);
  const lines = await readOutputLines(address, 149_998, 3);
  expect(lines.map(withoutColours)).toEqual(
    [149_999, 150_000, 150_001].map((n) => `line ${n} of the archive`),
  );
  expect(lines[0]?.startsWith("\u001b[37m")).toBe(true);
  expect(await searchOutput(address, "LINE 299999 of", { from: 0, limit: 9 })).toEqual({
    lines: [299_998],
    total: 1,
  });
  const chunks = await readOutput(address, 0, 10_000);
  expect(chunks.length).toBeLessThan(1_500);
  const text = withoutColours(chunks.map((chunk) => chunk.text).join(""));
  expect(succeeded).toMatchObject({ outputDigest: createHash("sha256").update(text).digest("hex") });
});

it("a secret that comes in two pieces and in two colours is in no chunk", async () => {
  const { address } = await printed(
    `printf 'token correct-ho'; sleep 0.3; printf 'rse\\033[31m-battery\\033[0m end\\n'; sleep 0.3; echo done`,
  );
  expect(await whole(address)).toBe("token [redacted]\u001b[31m\u001b[0m end\ndone\n");
});

it("more lines than are kept are counted, and the end follows", async () => {
  const { address } = await printed("seq 600000");
  const { lines } = await outputExtent(address);
  expect(lines).toBeLessThan(501_000);
  const [said] = (await searchOutput(address, "bytes left out", { from: 0, limit: 1 })).lines;
  expect(await readOutputLines(address, said ?? 0, 1)).toEqual([
    expect.stringMatching(/^\[\d+ bytes left out; the end of the output follows\]$/),
  ]);
  expect(await readOutputLines(address, lines - 1, 9)).toEqual(["600000"]);
});

it("each attempt has an output of its own, open to those who have a part and to nobody else", async () => {
  const { reference, start } = await emergency(stage, workshop);
  workshop.behave(
    reference,
    "application/rollback",
    `if [ -f ${reference}.mended ]; then echo second; else echo first; exit 3; fi`,
  );
  const run = await start();
  await untilStep(reference, "application", "failed");
  workshop.release(`${reference}.mended`);
  const ruling = { reference, run, step: "application", attempt: 1, ruling: "retry" } as const;
  accepted(await ruleOnStep(asking(stage)("sam"), { ...ruling, reason: "It is mended." }));
  await untilStep(reference, "application", "succeeded");

  const sam = { personId: stage.cast.sam, isAuditor: false };
  const asked = { reference, run, step: "application" };
  const [latest, earlier] = await Promise.all(
    [null, 1].map((attempt) => readStepOutput(sam, { ...asked, attempt })),
  );
  expect(latest).toMatchObject({ attempt: 2, attempts: 2, lines: ["second"], end: { outcome: "succeeded" } });
  expect(earlier).toMatchObject({ attempt: 1, lines: ["first"], end: { outcome: "failed" } });
  expect(earlier?.end?.digest).toBe(createHash("sha256").update("first\n").digest("hex"));
  const stranger = { personId: newId(), isAuditor: false };
  expect(await readStepOutput(stranger, { ...asked, attempt: 1 })).toBeNull();
  expect(await readStepOutput({ ...stranger, isAuditor: true }, { ...asked, attempt: 1 })).not.toBeNull();
  for (const wrong of [
    { attempt: 3 },
    { attempt: 0 },
    { step: "policy-no", attempt: 1 },
    { run: newId(), attempt: 1 },
  ])
    expect(await readStepOutput(sam, { ...asked, ...wrong })).toBeNull();
  expect(await findOutput(stranger, { ...asked, attempt: 1 })).toBeNull();
  expect(await findOutput(sam, { ...asked, attempt: 3 })).toBeNull();
});
