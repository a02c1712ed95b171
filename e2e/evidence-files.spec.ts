import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { test } from "./support/journey.ts";
import { declareEnvelope, entry, openRoom, submit } from "./support/room.ts";

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const narrow = { viewport: { width: 390, height: 844 } };
const big = Buffer.alloc(30_000_000, "thirty megabytes ");
const small = Buffer.from("313 passed\n");

const evidencePanel = (page: Page): Locator => page.getByRole("region", { name: "Evidence" }).first();

async function uploads(page: Page, button: string, name: string, buffer: Buffer): Promise<void> {
  await evidencePanel(page).getByRole("button", { name: button }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "File" }).check();
  await dialog.getByLabel("What does it prove?").fill(`What ${name} shows`);
  await dialog
    .getByLabel("The file", { exact: true })
    .setInputFiles({ name, mimeType: "text/plain", buffer });
  await expect(dialog).toContainText(name);
  await expectNoBarrier(page);
  await submit(page, "Hand in");
}

async function downloaded(page: Page, link: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return sha256(await readFile(await download.path()));
}

test("[MKC-5.1] a file of thirty megabytes is handed in on a phone, read by the other party, superseded, and given out with its digest", async ({
  enter,
}) => {
  const [commander, producer, consumer] = await Promise.all([
    enter("commander"),
    enter("producer", narrow),
    enter("consumer"),
  ]);
  const reference = await declareEnvelope(commander);
  await openRoom(producer, reference);
  await openRoom(consumer, reference);
  await producer.getByRole("button", { name: "Decision, run and evidence" }).click();
  await uploads(producer, "Hand in", "whole-run.log", big);
  await expect(entry(consumer, "whole-run.log, 30.0 MB")).toBeVisible();
  const link = evidencePanel(consumer).getByRole("link", { name: "Download, 30.0 MB" });
  expect(await downloaded(consumer, link)).toBe(sha256(big));

  await uploads(producer, "Supersede", "rerun.log", small);
  await expect(evidencePanel(consumer).getByText("1 superseded")).toBeVisible();
  const newer = evidencePanel(consumer).getByRole("link", { name: "Download, 11 bytes" });
  expect(await downloaded(consumer, newer)).toBe(sha256(small));
  await evidencePanel(consumer).getByText("1 superseded").click();
  expect(await downloaded(consumer, link)).toBe(sha256(big));
});
