import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { test } from "./support/journey.ts";
import { printLines } from "./support/long-output.ts";
import { processesWith } from "./support/processes.ts";
import { declareEnvelope, openRoom, pay, runPanel, startRollback, submit } from "./support/room.ts";
import * as shop from "./support/shop.ts";

test.beforeEach(() => shop.resetShop());
test.afterAll(() => shop.resetShop());

const reader = (page: Page) => page.getByRole("region", { name: "Output of Switch the application back" });
const rows = (page: Page) => reader(page).locator("[data-line]");
const line = (page: Page, number: number) => reader(page).locator(`[data-line="${number}"]`);
const said = (page: Page) => page.getByRole("search").getByRole("status");

/** A rollback whose first step prints and does not end. */
async function rollingBack(page: Page): Promise<string> {
  await shop.setFault("rollback-application", "hang");
  const reference = await declareEnvelope(page);
  await pay(page, /^Start the rollback/);
  await startRollback(page, "The envelope is wrong.");
  await expect(runPanel(page)).toContainText("makes it hang until it is ended", { timeout: 30_000 });
  return reference;
}

/** A run that asks would keep every other rollback of the shop from starting. */
async function aborts(page: Page, reference: string): Promise<void> {
  await openRoom(page, reference);
  await runPanel(page).getByRole("button", { name: "Look and decide" }).click();
  const dialog = page.getByRole("dialog", { name: /Switch the application back: failed/ });
  await dialog.getByRole("radio", { name: "Abort" }).check();
  await dialog.getByLabel("What did you see, and why do you choose this?").fill("All was read.");
  await submit(page, "Record the ruling");
  await expect(runPanel(page)).toContainText("aborted");
}

/** Rows in the page, and what its heap holds after a collection. */
async function keptIn(page: Page): Promise<{ rows: number; megabytes: number }> {
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  const { usedSize } = await client.send("Runtime.getHeapUsage");
  await client.detach();
  return { rows: await rows(page).count(), megabytes: usedSize / 1024 ** 2 };
}

test("300,000 lines of a running step are followed, scrolled, searched and downloaded, and the browser keeps few of them", async ({
  enter,
  complaints,
}) => {
  const commander = await enter("commander");
  const reference = await rollingBack(commander);
  const phone = await enter("producer", { viewport: { width: 390, height: 844 }, colorScheme: "light" });
  await openRoom(phone, reference);

  await commander.getByRole("link", { name: "Read the whole output" }).click();
  await expect(commander).toHaveURL(/\/runs\/[0-9a-f-]{36}\/steps\/application$/);
  const run = /runs\/([^/]+)/.exec(commander.url())?.[1] ?? "";
  const printed = await test.step("what it has printed is there, and the end is followed", async () => {
    await expect(reader(commander)).toContainText("makes it hang until it is ended");
    await expect(commander.getByRole("button", { name: "Following the end" })).toBeDisabled();
    await expect(commander.getByText("Live", { exact: true })).toBeVisible();
    return await rows(commander).count();
  });
  const before = await keptIn(commander);
  const nth = (block: number) => printed + 1 + block;

  await test.step("300,000 lines more: the last one is in sight", async () => {
    await printLines(run, "application", 300_000);
    await expect(line(commander, nth(299_999))).toHaveText(/copied block 299999 of the archive$/);
    await expect(commander.getByText(`${(300_000 + printed).toLocaleString("en-GB")} lines`)).toBeVisible();
    await expect(line(commander, nth(299_999)).getByText("copied")).toHaveClass(/text-met/);
  });

  await test.step("by keyboard from one end to the other, and through the middle", async () => {
    await reader(commander).focus();
    await commander.keyboard.press("Home");
    await expect(line(commander, nth(3))).toContainText("block 3 of");
    await expect(commander.getByRole("button", { name: "Follow the end" })).toBeEnabled();
    for (const part of [0.2, 0.4, 0.6, 0.8, 0.3]) {
      await reader(commander).evaluate((at, where) => {
        at.scrollTop = at.scrollHeight * where;
      }, part);
      await expect(rows(commander).nth(25)).toHaveText(
        /^\d+copied block \d+ (of the archive|checksum differs)$/,
      );
    }
    const { rows: shown, megabytes } = await keptIn(commander);
    expect(shown).toBeLessThan(150);
    expect(megabytes - before.megabytes, "MB more than with an empty page").toBeLessThan(6);
  });

  await test.step("a search finds every line on the server, and goes from one to the next", async () => {
    await commander.keyboard.press("/");
    await expect(commander.getByLabel("Search in this output")).toBeFocused();
    await commander.keyboard.type("CHECKSUM differs");
    await expect(said(commander)).toHaveText(/^\d+ of 300 lines$/);
    await commander.getByLabel("Search in this output").press("Escape");
    await reader(commander).press("Home");
    await commander.getByLabel("Search in this output").fill("checksum differs");
    await expect(said(commander)).toHaveText("1 of 300 lines");
    await commander.keyboard.press("Enter");
    await commander.keyboard.press("Enter");
    await expect(said(commander)).toHaveText("3 of 300 lines");
    await expect(line(commander, nth(2_500))).toHaveAttribute("aria-current", "true");
    await expect(line(commander, nth(2_500)).locator("mark")).toHaveText("checksum differs");
    await commander.keyboard.press("Shift+Enter");
    await expect(line(commander, nth(1_500))).toHaveAttribute("aria-current", "true");
    await reader(commander).focus();
    await commander.keyboard.press("n");
    await expect(said(commander)).toHaveText("3 of 300 lines");
    await commander.getByLabel("Search in this output").fill("[32m");
    await expect(said(commander)).toHaveText("No line has it");
    await expectNoBarrier(commander);
  });

  await test.step("the download is the text without its colours", async () => {
    const coming = commander.waitForEvent("download");
    await commander.getByRole("link", { name: "Download" }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`${reference}-application-1.txt`);
    const lines = readFileSync(await download.path(), "utf8").split("\n");
    expect(lines).toHaveLength(300_000 + printed + 1);
    expect(lines[nth(500) - 1]).toBe("copied block 500 checksum differs");
  });

  await test.step("on a phone, and to nobody without a part", async () => {
    await phone.goto(commander.url());
    await expect(line(phone, nth(299_999))).toBeVisible();
    await expectNoBarrier(phone);
    complaints.provoke(/status of 404/);
    const stranger = await enter("vp");
    await stranger.goto(commander.url());
    await expect(stranger.getByRole("heading", { name: "There is no such output" })).toBeVisible();
    const door = `/api/output/${reference}/${run}/application/1`;
    for (const path of ["lines?from=0&count=9", "search?words=a", "text"])
      expect((await stranger.request.get(`${door}/${path}`)).status(), path).toBe(404);
    expect((await commander.request.get(`${door}/lines?from=0&count=501`)).status()).toBe(400);
  });

  await test.step("when the step ends the page says how, and follows no further", async () => {
    for (const pid of await processesWith("rollback-application", shop.shopFolder()))
      process.kill(pid, "SIGKILL");
    await expect(commander.getByText(/^This step failed/)).toBeVisible();
    await expect(commander.getByRole("button", { name: "To the end" })).toBeEnabled();
  });
  await aborts(commander, reference);
});
