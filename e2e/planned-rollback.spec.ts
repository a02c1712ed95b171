import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey.ts";
import { mailAbout } from "./support/mail.ts";
import {
  declare,
  entry,
  hold,
  openRoom,
  owedCard,
  pay,
  runPanel,
  startRollback,
  submit,
} from "./support/room.ts";
import * as shop from "./support/shop.ts";

test.beforeEach(() => shop.resetShop());
test.afterAll(() => shop.resetShop());

/** Opens the plan and reads what the rules say of a start now. */
async function saidOfStart(page: Page): Promise<string> {
  await runPanel(page).getByRole("button", { name: "Review" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Hold to start the rollback" })).toBeDisabled();
  const said = (await dialog.getByRole("alert").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Cancel" }).click();
  return said;
}

async function agrees(page: Page): Promise<void> {
  const dialog = await pay(page, "Agree to the scheduled rollback, or refuse it");
  await dialog.getByRole("radio", { name: /^Agree/ }).check();
  await submit(page, "Agree");
}

const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString().slice(0, 16);

test("[SM-3] [SM-4] [SM-4.3] [SM-8] a planned rollback is discussed, scheduled ahead, agreed to and told, and starts in its time", async ({
  enter,
}) => {
  const [captain, product, sreLead, comms] = await Promise.all([
    enter("captain"),
    enter("product"),
    enter("sreLead"),
    enter("comms"),
  ]);
  const reference = await declare(captain, {
    protocol: "MVP-4-GA rollback",
    trigger: /^Feature regression/,
    also: async (page) => {
      await page.getByLabel("Clocks (demonstration only)").selectOption("60");
    },
  });
  for (const page of [product, sreLead, comms]) await openRoom(page, reference);

  await test.step("[SM-3] nothing is scheduled or started before the discussion's end", async () => {
    expect(await saidOfStart(captain)).toMatch(/discussion is concluded.*SM-3/s);
    const dialog = await pay(captain, "Conclude the discussion");
    await dialog.getByLabel("What did the team come to?").fill("We go back this afternoon.");
    await submit(captain, "Conclude");
    await expect(entry(product, "concluded the discussion")).toBeVisible();
  });

  await test.step("[SM-4.3] a time that is too near is refused by the rule", async () => {
    const dialog = await pay(captain, "Release Captain schedules the rollback");
    await dialog.getByLabel("Why this plan, and why then?").fill("Few people order then.");
    await dialog.getByLabel("Starts", { exact: true }).selectOption("at another time");
    await dialog.getByLabel("Starts at, UTC").fill(anHourAgo());
    await dialog.getByRole("button", { name: "Propose this time" }).click();
    await expect(dialog.getByRole("alert")).toContainText("at least 30 minutes");
    await expect(dialog.getByRole("alert")).toContainText("SM-4.3");
    await dialog.getByLabel("Starts", { exact: true }).selectOption("in 35 minutes");
    await submit(captain, "Propose this time");
  });

  await test.step("[SM-4.3] product and SREs agree, and the stakeholders are told ahead", async () => {
    expect(await saidOfStart(captain)).toMatch(/Product Owner has not agreed.*SRE Lead has not agreed/s);
    await agrees(product);
    await agrees(sreLead);
    expect(await saidOfStart(captain)).toContain("has not reached everybody");
    await pay(comms, "Word ahead of a planned rollback");
    await submit(comms, /^Send/);
    const mail = await mailAbout("stakeholder", `Planned rollback: ${reference}`);
    expect(mail.text).toContain("Plan: Planned rollback");
    expect(mail.text).toContain("a copy of it is kept first");
    expect(await saidOfStart(captain)).toMatch(/scheduled for|at the earliest/);
  });

  await test.step("[SM-4] it starts once its time has come, by the captain", async () => {
    await pay(captain, /^Start the rollback/);
    const dialog = captain.getByRole("dialog");
    await expect(dialog.getByRole("alert")).toHaveCount(0, { timeout: 60_000 });
    await startRollback(captain, "As it was agreed.");
    await expect(runPanel(product)).toContainText("running");
  });

  await test.step("[SM-8] the public reads of the maintenance what the record knows", async () => {
    const dialog = await pay(comms, "Publish the status: maintenance");
    await dialog.getByLabel("Headline").fill(`Maintenance, ${reference}`);
    await dialog.getByLabel("What is happening, and when the next word comes").fill("The shop goes back.");
    await expect(dialog.getByRole("list", { name: "Added by the record" })).toContainText(
      "Expected duration",
    );
    await submit(comms, "Publish");
    const reader = await comms.context().newPage();
    await reader.goto("/status");
    await expect(reader.getByRole("article").filter({ hasText: reference })).toContainText(
      "Expected duration: 24 s",
    );
  });

  await expect(runPanel(captain)).toContainText("complete", { timeout: 60_000 });
  expect(await shop.askVersion()).toMatchObject({ version: "1.4.2", schema: 42 });
  await expect(owedCard(comms, "Completion")).toBeVisible();
});

test("[SM-1] [SM-5] an on-call SRE starts at once, and the captain hears of it outside the console", async ({
  enter,
}) => {
  const sre = await enter("sre");
  const reference = await declare(sre, { protocol: "MVP-4-GA rollback", trigger: /^Global outage/ });
  const dialog = await pay(sre, "On-call SRE starts the rollback at once");
  await expect(dialog).toContainText("to take under 3 min");
  await dialog.getByLabel("Why do you roll back?").fill("no");
  await expect(dialog).toContainText("Say it in 3 letters at least");
  await dialog.getByLabel("Why do you roll back?").fill("Nothing answers.");
  await hold(sre, "Hold to start the rollback");
  await expect(entry(sre, "Release Captain is told that the rollback has started")).toBeVisible();
  const mail = await mailAbout("captain", `The rollback has started, ${reference}`);
  expect(mail.text).toContain(`/incidents/${reference}`);
  await expect(entry(sre, "reached Jonas Berg")).toBeVisible();
  await expect(runPanel(sre)).toContainText("complete", { timeout: 60_000 });
});
