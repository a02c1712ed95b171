import { mkdirSync } from "node:fs";
import { basename } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { holdpointWith } from "./support/command-line.ts";
import { test } from "./support/journey.ts";
import { people } from "./support/people.ts";
import { declareEnvelope, entry, openRoom } from "./support/room.ts";

/** Makes a token of one's own on the settings screen, and gives the value that is shown once. */
async function makeOwnToken(page: Page, name: string): Promise<string> {
  await page.goto("/");
  await page.getByRole("button", { name: people.producer.name }).click();
  await page.getByRole("menuitem", { name: "Tokens" }).click();
  await page.getByRole("button", { name: "Make a token" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("checkbox")).toHaveCount(1);
  await expect(dialog.getByRole("checkbox", { name: "evidence:write" })).toBeChecked();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  const value = await page.getByText(/^hpt_/).textContent();
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText("evidence:write");
  return value ?? "";
}

const smoke = (page: Page): Locator =>
  page
    .getByRole("region", { name: "Evidence" })
    .getByRole("listitem")
    .filter({ hasText: "Smoke tests of the producer" });

test("[MKC-5.1] what a pipeline runs reaches the room by the token of who vouches for it: a failure proves nothing, and a success supersedes it", async ({
  enter,
}, testInfo) => {
  const [producer, consumer] = await Promise.all([enter("producer"), enter("consumer")]);
  const reference = await declareEnvelope(producer);
  const token = await makeOwnToken(producer, "Smoke tests");
  await expectNoBarrier(producer);
  await openRoom(consumer, reference);
  // Where npm was called, and so where what was refused is kept.
  const INIT_CWD = testInfo.outputDir;
  mkdirSync(INIT_CWD, { recursive: true });
  const runs = (script: string) =>
    holdpointWith(
      { HOLDPOINT_TOKEN: token, INIT_CWD },
      ...["run", "--for", reference, "--requirement", "smoke", "--", process.execPath, "-e", script],
    );

  const failed = await runs(`console.log("1 failed"); process.exit(3)`);
  expect(failed).toMatchObject({ code: 3, said: expect.stringContaining("1 failed") });
  await expect(entry(consumer, /handed in that the command failed/)).toContainText("1 failed");
  await expect(smoke(consumer)).toContainText("its command failed");

  expect(await runs(`console.log("312 passed")`)).toMatchObject({ code: 0, said: "312 passed" });
  await expect(smoke(consumer)).toContainText("vouched for");
  await smoke(consumer).getByText("1 superseded").click();
  await expect(smoke(consumer).getByRole("list", { name: "Superseded" })).toContainText("failed");
  const refused = await holdpointWith(
    { HOLDPOINT_TOKEN: token, INIT_CWD },
    ...["run", "--for", reference, "--requirement", "pin", "--", process.execPath, "-e", ""],
  );
  expect(refused).toMatchObject({ code: 70, said: expect.stringContaining("MKC-5.2") });
  const kept = /kept in (.+\.handin)/.exec(refused.said)?.[1] ?? "";
  const mended = await holdpointWith(
    { HOLDPOINT_TOKEN: token, INIT_CWD },
    ...["run", "--hand-in", basename(kept), "--requirement", "smoke"],
  );
  expect(mended.code).toBe(0);
  await expect(smoke(consumer)).toContainText("2 superseded");
});
