import { expect, type Page } from "@playwright/test";
import { processOf } from "#scripts/testing/console-for-journeys.ts";
import { test } from "./support/journey.ts";
import { crashDatabase, killWorker } from "./support/outage.ts";
import { isAlive, processesWith } from "./support/processes.ts";
import {
  connection,
  declareEnvelope,
  entry,
  openRoom,
  pay,
  runPanel,
  startRollback,
  step,
  submit,
  writeNote,
} from "./support/room.ts";
import * as shop from "./support/shop.ts";

/** The commander declares, and starts the rollback at once. */
async function rollingBack(commander: Page): Promise<string> {
  const reference = await declareEnvelope(commander);
  await pay(commander, /^Start the rollback/);
  await startRollback(commander, "MKC-2.1 asks for it at once.");
  await expect(runPanel(commander)).toContainText("running");
  return reference;
}

test.beforeEach(() => shop.resetShop());
test.afterAll(() => shop.resetShop());

test("a failing step stops the run and asks; an abort leaves what was changed as it is", async ({
  enter,
}) => {
  await shop.setFault("rollback-configuration", "fail");
  const [commander, producer] = await Promise.all([enter("commander"), enter("producer")]);
  const reference = await rollingBack(commander);
  await openRoom(producer, reference);
  for (const page of [commander, producer]) {
    await expect(runPanel(page)).toContainText("asking a person", { timeout: 30_000 });
    await expect(step(page, "Restore the configuration")).toContainText("Failed");
    await expect(runPanel(page)).toContainText("the fault set for rollback-configuration makes it fail");
  }
  await expect(step(commander, "Undo the database migration")).toContainText("Waiting");
  expect(await shop.readSchema()).toEqual({ version: 43, hasDiscounts: true });
  await expect(runPanel(producer).getByRole("button", { name: "Look and decide" })).toHaveCount(0);

  await runPanel(commander).getByRole("button", { name: "Look and decide" }).click();
  const dialog = commander.getByRole("dialog", { name: /Restore the configuration: failed/ });
  await expect(dialog.getByText(/ended with exit 1/)).toBeVisible();
  await dialog.getByRole("radio", { name: "Abort" }).check();
  await dialog.getByLabel("What did you see, and why do you choose this?").fill("We look by hand.");
  await submit(commander, "Record the ruling");
  await expect(runPanel(producer)).toContainText("aborted");
  expect(await shop.askVersion()).toMatchObject({ version: "1.4.2", config: "v1.5.0", schema: 43 });
});

test("the worker killed in the middle of a step takes the step's processes with it; the run is in doubt and asks, and a retry goes on", async ({
  enter,
}) => {
  await shop.setFault("rollback-application", "hang");
  const [commander, consumer] = await Promise.all([enter("commander"), enter("consumer")]);
  const reference = await rollingBack(commander);
  await openRoom(consumer, reference);
  await expect(runPanel(consumer)).toContainText("makes it hang until it is ended", { timeout: 30_000 });
  const running = () => processesWith("rollback-application", shop.shopFolder());
  expect(await running()).not.toEqual([]);

  const worker = killWorker();
  await expect.poll(running, { message: "the step's processes" }).toEqual([]);
  for (const page of [commander, consumer])
    await expect(runPanel(page)).toContainText("asking a person", { timeout: 40_000 });
  await expect(step(consumer, "Switch the application back")).toContainText("In doubt");
  await expect(step(consumer, "Activate the earlier policy bundle")).toContainText("Waiting");
  expect((await shop.askVersion()).version).toBe("1.5.0");

  await shop.setFault("rollback-application", "off");
  await runPanel(commander).getByRole("button", { name: "Look and decide" }).click();
  const dialog = commander.getByRole("dialog", { name: /in doubt/ });
  await expect(dialog.getByText(/The worker was lost after the step began/)).toBeVisible();
  await dialog.getByRole("radio", { name: "Retry" }).check();
  await dialog
    .getByLabel("What did you see, and why do you choose this?")
    .fill("Release 1.5.0 still answers: it did not happen.");
  await submit(commander, "Record the ruling");
  await expect(runPanel(consumer)).toContainText("verified", { timeout: 60_000 });
  await expect(step(consumer, "Switch the application back")).toContainText("Attempt 2");
  expect(processOf("worker")).not.toBe(worker);
  expect(await isAlive(processOf("worker"))).toBe(true);
  expect(await shop.askVersion()).toMatchObject({ version: "1.4.2", policy: "v1.4.2", schema: 42 });
});

test("a worker that hangs is said on every screen and before a start, and no more once it goes on", async ({
  enter,
}) => {
  const [commander, stakeholder] = await Promise.all([enter("commander"), enter("stakeholder")]);
  await Promise.all([declareEnvelope(commander), stakeholder.goto("/")]);
  const worker = processOf("worker");
  process.kill(worker, "SIGSTOP");
  const said = (page: Page) => page.getByRole("alert").filter({ hasText: "No worker is running" });
  try {
    for (const page of [commander, stakeholder]) await expect(said(page)).toBeVisible({ timeout: 60_000 });
    await pay(commander, /^Start the rollback/);
    await expect(commander.getByRole("dialog").getByText("nothing would begin")).toBeVisible();
  } finally {
    process.kill(worker, "SIGCONT");
  }
  for (const page of [commander, stakeholder]) await expect(said(page)).toHaveCount(0, { timeout: 60_000 });
});

test("Postgres crashes under an open room: it says so, recovers by itself, and nothing that was written is lost", async ({
  enter,
  complaints,
}) => {
  const [commander, producer] = await Promise.all([enter("commander"), enter("producer")]);
  const reference = await declareEnvelope(commander);
  await openRoom(producer, reference);
  await writeNote(commander, "Written before the crash.");
  await expect(entry(producer, "Written before the crash.")).toBeVisible();

  complaints.provoke(/status of 503/);
  await crashDatabase();
  for (const page of [commander, producer]) await expect(connection(page)).toHaveText(/Reconnecting|Offline/);
  await writeNote(commander, "Written while it was away.");
  await expect(commander.getByText("The database cannot be reached. Nothing was changed.")).toBeVisible();
  await expect(commander.getByLabel("What did you see, decide or run?")).toHaveValue(
    "Written while it was away.",
  );
  // Postgres replays its log first, which takes a slow disk a while.
  for (const page of [commander, producer])
    await expect(connection(page)).toHaveText("Live", { timeout: 40_000 });

  await commander.getByRole("button", { name: "Record" }).click();
  await expect(entry(producer, "Written while it was away.")).toHaveCount(1);
  await writeNote(producer, "Seen by both.");
  await expect(entry(commander, "Seen by both.")).toHaveCount(1);
  await expect(entry(commander, /noted:/)).toHaveText([
    /Seen by both/,
    /Written while it was away/,
    /Written before the crash/,
  ]);
  const head = async (page: Page) =>
    (await page.getByRole("contentinfo").textContent())?.match(/entry \d+/)?.[0];
  expect(await head(commander)).toBe(await head(producer));
  const lived = await head(commander);
  await openRoom(commander, reference);
  expect(await head(commander)).toBe(lived);
});
