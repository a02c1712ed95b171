import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey.ts";
import { people } from "./support/people.ts";
import { processesWith } from "./support/processes.ts";
import { captureUnsent, send } from "./support/requests.ts";
import {
  declare,
  declareEnvelope,
  hold,
  openRoom,
  owedCard,
  pay,
  runPanel,
  startRollback,
  step,
  submit,
} from "./support/room.ts";
import * as shop from "./support/shop.ts";

const declareAt = (page: Page, trigger: RegExp) => declare(page, { protocol: "MVP-4-GA rollback", trigger });

/** Opens the plan and reads why this person may not start it. */
async function refusedToStart(page: Page, plan: string): Promise<string> {
  await runPanel(page)
    .getByRole("button", { name: `Review: ${plan}`, exact: true })
    .click();
  const dialog = page.getByRole("dialog", { name: `Start: ${plan}` });
  const alert = dialog.getByRole("alert");
  await expect(alert).toContainText("Not yours to do");
  await expect(dialog.getByRole("button", { name: "Hold to start the rollback" })).toBeDisabled();
  const said = (await alert.textContent()) ?? "";
  await dialog.getByRole("button", { name: "Cancel" }).click();
  return said;
}

test.beforeEach(() => shop.resetShop());
test.afterAll(() => shop.resetShop());

test("[MKC-2] who may not start the rollback is refused by rule, and so is a plan that was not the one shown", async ({
  enter,
}) => {
  const [commander, consumer] = await Promise.all([enter("commander"), enter("consumer")]);
  const reference = await declareEnvelope(commander);
  await openRoom(consumer, reference);
  await runPanel(consumer).getByRole("button", { name: "Review" }).click();
  const dialog = consumer.getByRole("dialog");
  await dialog.getByLabel("Why do you roll back?").fill("I may not.");
  await expect(dialog.getByRole("alert")).toContainText(
    /Not yours to do.*Incident commander or Producer lead.*MKC-2/,
  );
  await expect(dialog.getByRole("button", { name: "Hold to start the rollback" })).toBeDisabled();

  await pay(commander, /^Start the rollback/);
  await commander.getByLabel("Why do you roll back?").fill("To see what is sent.");
  const start = await captureUnsent(commander, () => hold(commander, "Hold to start the rollback"));
  const told = await send(start, { by: consumer });
  expect(told).toMatchObject({ refusal: { code: "unauthorised", rule: "MKC-2" } });
  const unread = await send(start, { by: commander, input: { seenDigest: "0".repeat(64) } });
  expect(unread).toMatchObject({
    refusal: { code: "stale", message: expect.stringContaining("has changed") },
  });
  const stranger = await send(start, { by: await enter("sre") });
  expect(stranger.refusal?.code).toMatch(/unauthorised|invalid/);
  await openRoom(commander, reference);
  await expect(runPanel(commander)).toContainText("not started");
});

test("[SM-4.1] P0: the on-call SRE alone starts it, at once, and owes a report; the SRE lead ratifies", async ({
  enter,
}) => {
  const [sre, captain, sreLead] = await Promise.all([enter("sre"), enter("captain"), enter("sreLead")]);
  const reference = await declareAt(sre, /^Global outage/);
  for (const page of [captain, sreLead]) await openRoom(page, reference);
  for (const page of [captain, sreLead])
    expect(await refusedToStart(page, "Emergency rollback")).toMatch(/On-call SRE on call now.*SM-4\.1/s);

  await pay(sre, "On-call SRE starts the rollback at once");
  await sre.getByLabel("Why do you roll back?").fill("Nothing answers any more.");
  const start = await captureUnsent(sre, () => hold(sre, "Hold to start the rollback"));
  for (const page of [captain, sreLead])
    expect(await send(start, { by: page })).toMatchObject({
      refusal: { code: "unauthorised", rule: "SM-4.1" },
    });
  const outsider = await send(start, { by: await enter("commander") });
  expect(outsider.refusal?.code).toBe("unauthorised");
  await openRoom(sre, reference);
  await expect(runPanel(sre)).toContainText("not started");

  await pay(sre, "On-call SRE starts the rollback at once");
  await startRollback(sre, "Nothing answers any more.");
  await expect(runPanel(captain)).toContainText("running");
  await expect(runPanel(captain)).not.toContainText(/approv/i);
  const second = await send(start, { by: sre });
  expect(second).toMatchObject({
    refusal: {
      code: "conflict",
      message: expect.stringContaining(`${people.sre.name} started this rollback`),
    },
  });
  await expect(owedCard(sreLead, /ratif/i)).toContainText("SM-4.1");
  const report = await pay(sre, /[Rr]eport/);
  await report.getByLabel("What did you do, and why?").fill("Started at once; the shop is coming back.");
  await submit(sre, "File the report");
  await expect(owedCard(sre, /[Rr]eport/)).toHaveCount(0);
  await expect(runPanel(captain)).toContainText("complete", { timeout: 60_000 });
  await pay(sreLead, /ratif/i);
  await submit(sreLead, "Ratify");
  await expect(owedCard(sreLead, /ratif/i)).toHaveCount(0);
  await expect(runPanel(captain).getByText("owed")).toHaveCount(0);
  expect(await shop.askVersion()).toMatchObject({ version: "1.4.2", schema: 42 });
});

test("[SM-4.2] P1: the captain starts at once while the SRE lead's approval is owed; a refusal pauses the run, and who comes second is told", async ({
  enter,
  complaints,
}) => {
  await shop.setFault("rollback-database", "fail");
  const [captain, sreLead, sre] = await Promise.all([enter("captain"), enter("sreLead"), enter("sre")]);
  const reference = await declareAt(captain, /^Error rate spike/);
  for (const page of [sreLead, sre]) await openRoom(page, reference);
  expect(await refusedToStart(sre, "Urgent rollback")).toMatch(/Release Captain.*SM-4\.2/s);

  const confirmation = await pay(captain, "Confirm what was seen");
  await confirmation.getByLabel("What shows it?").fill("The dashboard: one request in fifty.");
  await submit(captain, "Confirm");
  await pay(captain, "Release Captain starts the rollback");
  await startRollback(captain, "One in fifty requests fails.");
  await expect(runPanel(sreLead)).toContainText("running");
  const atWork = () => processesWith("rollback-application", shop.shopFolder());
  await expect.poll(atWork).not.toEqual([]);
  const stopped = await atWork();
  for (const pid of stopped) process.kill(pid, "SIGSTOP");
  await runPanel(captain).getByRole("button", { name: "Pause or abort" }).click();
  const steering = captain.getByRole("dialog");
  await expect(steering.getByRole("radio", { name: "Pause" })).toBeChecked();
  const answer = await pay(sreLead, /Approve or refuse|answers for the started rollback/);
  await answer.getByRole("radio", { name: "Refuse" }).check();
  await answer.getByLabel("Reason").fill("Wait for the database team.");
  await submit(sreLead, "Refuse and pause");
  await expect(runPanel(sre)).toContainText("paused");
  await expect(steering.getByRole("radio", { name: "Pause" })).toHaveCount(0);
  await expect(steering.getByRole("button", { name: "Choose an answer" })).toBeDisabled();
  for (const pid of stopped) process.kill(pid, "SIGCONT");
  await expect(step(sre, "Switch the application back")).toContainText("Done");
  await expect(step(sre, "Activate the earlier policy bundle")).toContainText("Waiting");
  expect(await processesWith("rollback-", shop.shopFolder())).toEqual([]);
  expect(await shop.askVersion()).toMatchObject({ version: "1.4.2", policy: "v1.5.0" });

  await steering.getByRole("radio", { name: "Resume" }).check();
  await steering.getByLabel("Reason").fill("I would go on.");
  await steering.getByRole("button", { name: "Resume" }).click();
  await expect(captain.getByRole("alert").filter({ hasText: "SM-4.2" })).toContainText("only that role");
  await captain.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await runPanel(sreLead).getByRole("button", { name: "Resume or abort" }).click();
  await sreLead.getByRole("dialog").getByLabel("Reason").fill("They agree now.");
  await submit(sreLead, "Resume");

  await expect(runPanel(sreLead)).toContainText("asking a person", { timeout: 60_000 });
  complaints.provoke(/net::ERR_FAILED.*\/api\/stream\//);
  const stale = await captain.context().newPage();
  await stale.route("**/api/stream/**", (route) => route.abort());
  await stale.goto(`/incidents/${reference}`);
  await runPanel(stale).getByRole("button", { name: "Look and decide" }).click();
  await shop.setFault("rollback-database", "off");
  await runPanel(sreLead).getByRole("button", { name: "Look and decide" }).click();
  for (const [page, ruling] of [
    [sreLead, "Retry"],
    [stale, "Abort"],
  ] as const) {
    await page.getByRole("radio", { name: ruling }).check();
    await page.getByLabel("What did you see, and why do you choose this?").fill("The fault is gone.");
  }
  await submit(sreLead, "Record the ruling");
  await stale.getByRole("button", { name: "Record the ruling" }).click();
  const told = stale.getByRole("alert").filter({ hasText: "It has changed meanwhile" });
  await expect(told).toContainText(`${people.sreLead.name} ruled on it already`);
  await expect(runPanel(sre)).toContainText(/verified|complete/, { timeout: 60_000 });
  expect(await shop.askVersion()).toMatchObject({ version: "1.4.2", schema: 42 });
});
