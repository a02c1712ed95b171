import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./support/journey.ts";
import { act, declare, entry, openRoom, owedCard, pay, submit } from "./support/room.ts";
import { register } from "./support/services.ts";

const modePanel = (page: Page): Locator => page.getByRole("region", { name: "Rollback mode" });
const lanes = (page: Page): Locator => page.getByRole("region", { name: "Lanes of the rollback" });

/** On a service of its own, because its freeze lets nobody else's rollback through. */
async function declareRegression(admin: Page, commander: Page, service: string): Promise<string> {
  await register(admin, service);
  return declare(commander, {
    protocol: "Failing delivery cycle",
    trigger: /^Reliability or integrity regressed/,
    service,
  });
}

async function entersMode(page: Page, level: string): Promise<void> {
  const dialog = await pay(page, "Declare: Rollback mode");
  await dialog.getByRole("checkbox", { name: /^Reliability or integrity regressed/ }).check();
  await dialog.getByRole("radio", { name: new RegExp(`^${level}:`) }).check();
  await dialog.getByLabel("What happened?").fill("Every tenth order is written twice.");
  await submit(page, `Declare at ${level}`);
}

async function confirms(page: Page, target: string, value: string): Promise<void> {
  const dialog = await pay(page, `Confirm: ${target}`);
  await dialog.getByRole("textbox").fill(value);
  await submit(page, "Confirm it");
}

test("[PT-4] [PT-3] [PT-1] [PT-6] the commander declares the mode; its level decides the lanes, each with who holds it", async ({
  enter,
}) => {
  const commander = await enter("commander");
  const reference = await declareRegression(await enter("admin"), commander, "Ledger by levels");
  const infrastructure = await enter("sre");
  await openRoom(infrastructure, reference);
  await expect(modePanel(infrastructure)).toContainText("Not declared yet");
  await expect(modePanel(infrastructure).getByRole("button", { name: "Declare" })).toBeHidden();

  const review = await pay(commander, "Declare: Rollback mode");
  await expect(review).toContainText("Only the rollback's owners deploy");
  await expect(review).toContainText("It stays open for API Lead, Infrastructure Lead");
  await expect(review).toContainText("Schema and data go back too");
  await review.getByRole("button", { name: "Cancel" }).click();
  await entersMode(commander, "L1");

  await expect(entry(infrastructure, "declared Rollback mode at L1")).toContainText(
    "Every tenth order is written twice.",
  );
  await expect(infrastructure.getByRole("region", { name: "Freeze" })).toContainText("4 in force");
  await expect(lanes(infrastructure)).toContainText("API Lead: Jonas Berg");
  await expect(lanes(infrastructure)).toContainText("Infrastructure Lead: Priya Nair");
  await expect(lanes(infrastructure)).toContainText("Not reached at L1: Data, Evidence, Credentials");

  const wider = await act(commander, "Widen or narrow the level");
  await wider.getByRole("radio", { name: /^L3:/ }).check();
  await wider.getByLabel("Why?").fill("A key was in the log.");
  await submit(commander, "Make it L3");
  await expect(lanes(infrastructure)).toContainText("Security Lead: Leila Mansour");
  await expect(lanes(infrastructure)).toContainText("Log of the rotation of keys");
});

test("on a phone a room that was just declared opens at its top, however far down the form was", async ({
  enter,
}) => {
  const commander = await enter("commander");
  await commander.setViewportSize({ width: 390, height: 844 });
  await declareRegression(await enter("admin"), commander, "Ledger on a phone");
  await expect(commander.getByRole("region", { name: "You owe now" })).toBeInViewport({ ratio: 0.5 });
  expect(await commander.evaluate(() => window.scrollY)).toBe(0);
});

test("[PT-5] [PT-9] each target is confirmed by its lead before the start, and nothing is unfrozen before all four hold", async ({
  enter,
}) => {
  const commander = await enter("commander");
  const reference = await declareRegression(await enter("admin"), commander, "Ledger by targets");
  await entersMode(commander, "L1");
  await expect(owedCard(commander, /^Start the rollback/)).toBeHidden();

  await modePanel(commander).getByRole("button", { name: "Review" }).click();
  const unfreezing = commander.getByRole("dialog");
  await expect(unfreezing).toContainText("Someone owns the next cycle's work");
  await unfreezing.getByLabel("What moves again?").fill("Everything");
  await unfreezing.getByRole("button", { name: "Lift the freezes" }).click();
  await expect(unfreezing.getByRole("alert")).toContainText("It stays frozen");
  await expect(unfreezing.getByRole("alert")).toContainText("PT-9.1");
  await unfreezing.getByRole("button", { name: "Cancel" }).click();

  const [api, infrastructure, data] = [await enter("captain"), await enter("sre"), await enter("data")];
  for (const page of [api, infrastructure, data]) await openRoom(page, reference);
  await confirms(api, "Last good commit, build or deployment", "1.0.0");
  await confirms(infrastructure, "Configuration of the environment", "v1.4.2");
  await confirms(data, "State of the migrations", "42");
  await expect(owedCard(commander, /^Start the rollback/)).toBeHidden();
  const cutover = await pay(data, "Confirm: Point where evidence and event stream are cut over");
  await cutover.getByLabel(/^Point where/).fill("2026-11-21T02:41");
  await submit(data, "Confirm it");
  await expect(owedCard(commander, /^Start the rollback/)).toBeVisible();
  await expect(modePanel(commander)).toContainText("21 Nov 2026, 02:41:00 UTC");
});
