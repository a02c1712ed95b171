import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { test } from "./support/journey.ts";
import { killWorker } from "./support/outage.ts";
import {
  declareEnvelope,
  entry,
  openRoom,
  owedCard,
  pay,
  runPanel,
  startRollback,
  step,
  submit,
} from "./support/room.ts";
import * as shop from "./support/shop.ts";

const file = () => join(shop.shopFolder(), "actions.json");
const instructions = "In the policy console, activate bundle {{tag}}.";

/** Registers other actions: a worker reads its file when it starts, and one that is lost is started again. */
async function register(page: Page, text: string, shown: string): Promise<void> {
  writeFileSync(file(), text);
  killWorker();
  await expect(async () => {
    await page.goto("/services/storefront");
    await expect(page.getByText(shown, { exact: true }).first()).toBeAttached({ timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
}

function withPolicyByHand(text: string): string {
  const { actions } = JSON.parse(text) as { actions: Record<string, unknown>[] };
  const byHand = actions.map((action) => {
    if (action.id !== "policy/rollback") return action;
    const { argv: _argv, cwd: _cwd, environmentVariables: _variables, ...rest } = action;
    return { ...rest, executor: "manual", instructions };
  });
  return JSON.stringify({ actions: byHand });
}

test.beforeEach(() => shop.resetShop());
test.afterAll(() => shop.resetShop());

test("a step that is a person's stops the run without failing it, and what they hand in lets it go on", async ({
  enter,
}) => {
  const registered = readFileSync(file(), "utf8");
  const [commander, phone] = await Promise.all([
    enter("commander"),
    enter("commander", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }),
  ]);
  await register(commander, withPolicyByHand(registered), instructions);
  try {
    const reference = await declareEnvelope(commander);
    await pay(commander, /^Start the rollback/);
    await expect(commander.getByRole("dialog")).toContainText(
      "by-hand 'In the policy console, activate bundle v1.4.2.'",
    );
    await startRollback(commander, "MKC-2.1 asks for it at once.");
    await expect(step(commander, "Activate the earlier policy bundle")).toContainText("By hand", {
      timeout: 30_000,
    });
    await expect(runPanel(commander)).toContainText("asking a person");
    await expect(runPanel(commander)).not.toContainText("Failed");
    await expect(entry(commander, "is asked of a person")).toContainText("activate bundle v1.4.2");
    expect((await shop.askVersion()).policy).toBe("v1.5.0");

    await openRoom(phone, reference);
    await owedCard(phone, /^Do by hand: /)
      .getByRole("button")
      .first()
      .click();
    const dialog = phone.getByRole("dialog", { name: /by hand$/ });
    await expect(dialog.getByText("activate bundle v1.4.2")).toBeVisible();
    await expectNoBarrier(phone);
    await phone.keyboard.press("Escape");
    await expect(dialog).toBeHidden();

    await shop.control("rollback-policy", "--to", "v1.4.2");
    await runPanel(commander).getByRole("button", { name: "Hand in what was done" }).click();
    const handIn = commander.getByRole("dialog", { name: /by hand$/ });
    await expect(handIn.getByRole("radio", { name: "Retry" })).toHaveCount(0);
    await expectNoBarrier(commander);
    await handIn.getByRole("radio", { name: "It is done" }).check();
    await handIn
      .getByLabel("What did you do, and how do you know that it worked?")
      .fill("Every node shows v1.4.2.");
    await submit(commander, "Hand it in");
    await expect(runPanel(commander)).toContainText("verified", { timeout: 60_000 });
    await expect(step(commander, "Activate the earlier policy bundle")).toContainText("Done by hand.");
    await expect(entry(commander, "Every node shows v1.4.2.")).toBeVisible();
    expect(await shop.askVersion()).toMatchObject({ version: "1.4.2", policy: "v1.4.2", schema: 42 });
  } finally {
    await register(commander, registered, "rollback-policy");
  }
});
