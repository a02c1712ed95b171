import { expect } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { test } from "./support/journey.ts";
import { declareEnvelope } from "./support/room.ts";

test("a dry run is reached from the plan, says what a start looks at and what would run, and starts nothing", async ({
  enter,
}) => {
  const commander = await enter("commander");
  const reference = await declareEnvelope(commander, { title: "Tried without running" });
  await commander.getByRole("button", { name: "Review" }).first().click();
  await commander.getByRole("link", { name: /^Dry run/ }).click();
  await expect(commander.getByRole("heading", { level: 1 })).toHaveText(/^Dry run: /);
  // Whether it could is also the other journeys' doing: their runs and freezes are on the same shop.
  await expect(commander.getByText(/^You could (not )?start it now/)).toBeVisible();
  const looksAt = commander.getByRole("region", { name: "What a start looks at" });
  await expect(looksAt.getByText("You may, at once.")).toBeVisible();
  await expect(looksAt.getByText("One is there to run it.")).toBeVisible();
  const steps = commander.getByRole("list", { name: "Steps of the plan" });
  await expect(steps.getByText("Begins about").first()).toBeVisible();
  await expectNoBarrier(commander);
  await commander.setViewportSize({ width: 390, height: 844 });
  await commander.emulateMedia({ colorScheme: "light" });
  await expectNoBarrier(commander);
  await commander.setViewportSize({ width: 1280, height: 800 });
  await commander.getByRole("link", { name: reference }).first().click();
  const rollback = commander.getByRole("region", { name: "Rollback", exact: true });
  await expect(rollback).toContainText("not started");
});
