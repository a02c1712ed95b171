import { expect } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { test } from "./support/journey.ts";
import { mailAbout } from "./support/mail.ts";
import { people } from "./support/people.ts";
import { declare, openRoom } from "./support/room.ts";

test("a test is sent from the settings, and what the channel said is read there, on a phone too", async ({
  enter,
}) => {
  const page = await enter("admin", { viewport: { width: 390, height: 844 } });
  await page.goto("/settings/channels");
  await page.getByRole("button", { name: "Send a test by mail" }).click();
  const mail = await mailAbout("admin", "A test from Holdpoint");
  expect(mail.text).toContain(`${people.admin.name} sent this test`);
  await page.getByRole("link", { name: "Attempts by mail" }).click();
  await expect(page.getByRole("row", { name: /Test.*accepted/ }).first()).toBeVisible();
  await expectNoBarrier(page);
});

test("quiet hours and a chat of one's own are kept, and the chat's address is never shown again", async ({
  enter,
}) => {
  const page = await enter("stakeholder");
  await page.goto("/settings/notifications");
  await page.getByLabel("From").fill("22:00");
  await page.getByLabel("Until").fill("07:00");
  await page.getByLabel("Time zone").fill("Nowhere/Land");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "expected a time zone" })).toBeVisible();
  await page.getByLabel("Time zone").fill("Europe/Berlin");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your quiet hours are kept")).toBeVisible();
  await page.getByRole("button", { name: "Add a chat" }).click();
  await page.getByLabel("Name").fill("My Slack");
  await page.getByLabel("Address").fill("https://hooks.slack.com/services/T0/B0/c4nary");
  await expectNoBarrier(page);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const ways = page.getByRole("region", { name: "In this order" }).getByRole("listitem");
  await expect(ways.first()).toContainText("My Slack");
  await page.getByRole("button", { name: "Earlier Mail" }).click();
  await expect(ways.first()).toContainText("Mail");
  await expect(ways.last()).toContainText("hooks.slack.com");
  await page.reload();
  expect(await page.content()).not.toContain("c4nary");
  await expect(page.getByLabel("From")).toHaveValue("22:00");
  await page.getByRole("button", { name: "Remove My Slack" }).click();
  await expect(page.getByText("My Slack is removed")).toBeVisible();
  await page.getByLabel("From").fill("");
  await page.getByLabel("Until").fill("");
  await page.getByRole("button", { name: "Save" }).click();
});

test("the on-call SRE is called at P0, answers by the link alone, and the room says so", async ({
  enter,
  browser,
}) => {
  const captain = await enter("captain");
  const reference = await declare(captain, {
    protocol: "MVP-4-GA rollback",
    trigger: /^Global outage/,
    title: "Nobody can pay, and somebody is called",
    also: async (page) => {
      for (const fact of ["Impact on users", "Impact on data", "Impact on availability"])
        await page.getByLabel(fact).fill("Nobody can pay.");
    },
  });
  await expect(captain.getByText(`${people.sre.name} is called`)).toBeVisible();
  const mail = await mailAbout("sre", `You are called: P0, ${reference}`);
  const link = /I am on it: (\S+)/.exec(mail.text)?.[1] ?? "";
  const stranger = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const phone = await stranger.newPage();
  await phone.goto(link);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText(`${reference}, P0`);
  await expectNoBarrier(phone);
  await phone.getByRole("button", { name: "I am on it" }).click();
  await expect(phone.getByText("Nobody else is called.")).toBeVisible();
  await stranger.close();
  await expect(captain.getByText(`${people.sre.name} is called`)).toBeHidden();
  await expect(captain.getByText(/answered the call by its link/)).toBeVisible();
  const sre = await enter("sre");
  await sre.goto("/inbox");
  await expect(sre.getByText("You are called as On-call SRE, on call now.").first()).toBeVisible();
  await openRoom(sre, reference);
  await expect(sre.getByText("You are called as")).toHaveCount(0);
});
