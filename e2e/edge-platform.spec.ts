import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey.ts";
import { act, clockCard, declare, entry, openRoom, owedCard, pay, submit } from "./support/room.ts";

const declareRegression = (page: Page) =>
  declare(page, {
    protocol: "Edge platform incident and rollback",
    trigger: /^It is worse since a deployment/,
  });

async function findsOut(page: Page, fact: string, fill: (page: Page) => Promise<void>): Promise<void> {
  await pay(page, `Find out: ${fact}`);
  await fill(page);
  await submit(page, "Record it");
  // The cards below move up when it leaves, and a press on its way would meet another.
  await expect(owedCard(page, `Find out: ${fact}`)).toHaveCount(0);
}
const words = (label: string, said: string) => (page: Page) =>
  page.getByRole("dialog").getByLabel(label).fill(said);
const choice = (said: string) => (page: Page) =>
  page.getByRole("dialog").getByRole("radio", { name: said, exact: true }).check();

async function answers(page: Page, question: string, said: "Yes" | "No"): Promise<void> {
  const row = page
    .getByRole("region", { name: "Triage" })
    .getByRole("listitem")
    .filter({ hasText: question });
  await row.getByRole("button").click();
  await choice(said)(page);
  await submit(page, "Record it");
}

test("[WP-2.6] [WP-3] [WP-5.2] [WP-6] triage meets its clock, data goes before availability, and it stays open until values are back", async ({
  enter,
}) => {
  const [commander, engineer] = await Promise.all([enter("commander"), enter("sre")]);
  const reference = await declareRegression(commander);
  await openRoom(engineer, reference);
  await expect(entry(engineer, "declared SEV-2")).toBeVisible();

  await findsOut(commander, "When it started", words("When it started (UTC)", "2026-11-21T02:40"));
  await findsOut(commander, "Routes that are hit", words("Routes that are hit", "/orders\n/login"));
  await findsOut(commander, "Environment", choice("production"));
  await findsOut(commander, "Tenants that are hit", words("Tenants that are hit", "all"));
  await expect(clockCard(engineer, "Triage is done")).toContainText("Running");
  await findsOut(
    commander,
    "Volume of requests that are hit",
    words("Volume of requests that are hit", "Half of all"),
  );
  await expect(clockCard(engineer, "Triage is done")).toContainText("Met");
  await expect(entry(engineer, "Routes that are hit: /orders, /login")).toBeVisible();

  await answers(commander, "Is the isolation of tenants at risk?", "Yes");
  await answers(commander, "Is only one feature degraded?", "No");
  await answers(commander, "Is a deployment suspected?", "Yes");
  const plays = await pay(commander, "Decide how to contain it");
  await expect(plays.getByRole("radio", { name: "Go back to the last good deployment" })).toBeDisabled();
  await expect(plays).toContainText('"Deny the affected route for the time being" goes first.');
  await plays.getByRole("radio", { name: "Deny the affected route for the time being" }).check();
  await plays.getByLabel("Why?").fill("One tenant saw another's orders.");
  await submit(commander, "Decide so");
  await expect(entry(engineer, "decided to contain it: Deny the affected route")).toContainText(
    "One tenant saw another's orders.",
  );

  await pay(engineer, "What was normal before: Error rate");
  const baseline = engineer.getByRole("dialog");
  await baseline.getByLabel("Value before the incident, %").fill("0.2");
  await baseline.getByLabel("Where was it read?").fill("The dashboard of last week");
  await submit(engineer, "Record the baseline");
  // Nothing asks for the value now while the redeployment is to come; it can be reported all the same.
  await expect(owedCard(engineer, "Check: Error rate")).toBeHidden();
  const measured = engineer.getByRole("region", { name: "Checks" }).getByRole("listitem");
  await measured.filter({ hasText: "Error rate" }).getByRole("button").click();
  await expect(engineer.getByRole("dialog")).toContainText("Before: 0.2 %, normal up to 10 % above");
  await engineer.getByRole("dialog").getByLabel("Value now, %").fill("7");
  await engineer.getByRole("dialog").getByLabel("What was printed or read").fill("7 % of requests fail");
  await submit(engineer, "Report it");
  const checks = commander.getByRole("region", { name: "Checks" });
  await expect(checks.getByRole("listitem").filter({ hasText: "Error rate" })).toContainText("red");

  const closing = await act(commander, /^Close the incident/);
  await expect(closing).toContainText("Does not hold: The error rate is back at its baseline");
  await expect(closing).toContainText("WP-6.1");
});

test("[WP-4] [WP-5] nothing is redeployed before each stable version is identified, and it does not close without its evidence", async ({
  enter,
}) => {
  const engineer = await enter("sre");
  const commander = await enter("commander");
  const reference = await declareRegression(commander);
  await openRoom(engineer, reference);
  for (const service of ["api-worker", "ingest-worker", "queue-consumer", "admin-pages", "user-portal"])
    await expect(owedCard(engineer, `Confirm: Stable version of ${service}`)).toBeVisible();
  const closing = await act(commander, /^Close the incident/);
  for (const rule of ["WP-5.1", "WP-5.3", "WP-5.4"]) await expect(closing).toContainText(rule);
});
