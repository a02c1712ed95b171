import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { root } from "#scripts/root.ts";
import { test } from "./support/journey.ts";

const samples = join(root, "docs", "samples");
const sample = readFileSync(join(samples, "sealed-decisions.bundle.zip"));
const keys = readFileSync(join(samples, "sealed-decisions.keys"), "utf8");

const verifier = async (page: Page) => {
  await page.goto("/verify");
  await expect(page.getByLabel("Bundle", { exact: true })).toBeEnabled();
};

const choose = (page: Page, buffer: Buffer, name = "a.bundle.zip") =>
  page.getByLabel("Bundle", { exact: true }).setInputFiles({ name, mimeType: "application/zip", buffer });

test("anybody may check a bundle in the browser: nothing leaves the page once the file was chosen", async ({
  visit,
  complaints,
}) => {
  complaints.provoke(/Content Security Policy/);
  const page = await visit();
  const [worker] = await Promise.all([page.waitForEvent("worker"), verifier(page)]);
  await page.getByLabel("Keys that you trust").fill(keys);
  const asked: string[] = [];
  page.context().on("request", (request) => asked.push(request.url()));

  await choose(page, sample);
  await expect(page.getByText("a.bundle.zip: Verified", { exact: true })).toBeVisible();
  const checked = page.getByRole("region", { name: "What was checked" });
  await expect(checked.getByRole("listitem").filter({ hasText: "holds" })).toHaveCount(9);
  const decisions = page.getByRole("region", { name: "Sealed decisions" });
  await expect(decisions.getByText("server-attested", { exact: true })).toHaveCount(1);
  await expect(decisions.getByText("passkey", { exact: true })).toHaveCount(3);
  expect(asked).toEqual([]);
  const ask = () =>
    fetch("/api/health").then(
      () => "asked",
      () => "refused",
    );
  expect([await page.evaluate(ask), await worker.evaluate(ask)], "neither is able to ask").toEqual([
    "refused",
    "refused",
  ]);
});

test("a flipped byte, another key and a file that is no bundle each get their own words", async ({
  visit,
}) => {
  const page = await visit({ viewport: { width: 390, height: 844 } });
  await verifier(page);
  await choose(page, sample);
  await expect(page.getByText("Verified, with the key that came with it")).toBeVisible();
  await expect(page.getByRole("region", { name: "What is a matter of trust" })).toContainText(
    "no trusted key was given",
  );

  const [head = "", ...rest] = keys.split("MCowBQYDK2VwAyEA");
  await page.getByLabel("Keys that you trust").fill(`${head}MCowBQYDK2VwAyEA${"A".repeat(42)}E=`);
  expect(rest).toHaveLength(1);
  await page.getByRole("button", { name: "Check with these keys" }).click();
  await expect(page.getByRole("region", { name: "What is wrong" })).toContainText(
    "trust, bundle.dsse.json: it is signed by a key that is not trusted",
  );

  await page.getByLabel("Keys that you trust").fill("ssh-rsa AAAA");
  await page.getByRole("button", { name: "Check with these keys" }).click();
  await expect(page.getByText("The trusted keys cannot be read: line 1")).toBeVisible();
  await page.getByLabel("Keys that you trust").fill("");

  await choose(page, Buffer.from(sample.map((byte, at) => (at === 400 ? byte ^ 1 : byte))), "flipped.zip");
  await expect(page.getByText("flipped.zip: Unreadable")).toBeVisible();
  await choose(page, Buffer.from("no archive at all, only words"), "words.txt");
  await expect(page.getByText("it is no zip archive, or its end is missing.")).toBeVisible();
});

test("a file that keeps the verifier busy is given up after a minute, and the next is checked", async ({
  visit,
}) => {
  const page = await visit();
  await page.clock.install();
  const [worker] = await Promise.all([page.waitForEvent("worker"), verifier(page)]);
  // As a hostile file would: its thread does not come back.
  worker.evaluate("while (true);").catch(() => "ended with its thread");
  await choose(page, sample, "endless.zip");
  await expect(page.getByText("Checking endless.zip")).toBeVisible();
  await page.clock.fastForward("01:01");
  await expect(page.getByText("endless.zip: Stopped")).toBeVisible();
  await choose(page, sample, "next.zip");
  await expect(page.getByText("next.zip: Verified, with the key that came with it")).toBeVisible();
});
