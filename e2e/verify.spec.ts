import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { root } from "#scripts/root.ts";
import { holdpoint } from "./support/command-line.ts";
import { test } from "./support/journey.ts";
import { declareEnvelope, openRoom } from "./support/room.ts";

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
  await expect(checked.getByRole("listitem").filter({ hasText: "holds" })).toHaveCount(13);
  const decisions = page.getByRole("region", { name: "Sealed decisions" });
  await expect(decisions.getByText("server-attested", { exact: true })).toHaveCount(1);
  await expect(decisions.getByText("passkey", { exact: true })).toHaveCount(3);
  expect(asked).toEqual([]);
  const door = new URL("/api/health", page.url()).href;
  const ask = (url: string) =>
    fetch(url).then(
      () => "asked",
      () => "refused",
    );
  const answers = [await page.evaluate(ask, door), await worker.evaluate(ask, door)];
  expect(answers, "neither is able to ask").toEqual(["refused", "refused"]);
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

test("the bundle that was chosen last is told of, at once and under its own name, and a verdict goes when the keys change", async ({
  visit,
}) => {
  const page = await visit();
  const [worker] = await Promise.all([page.waitForEvent("worker"), verifier(page)]);
  worker.evaluate("while (true);").catch(() => "ended with its thread");
  await choose(page, sample, "endless.zip");
  await expect(page.getByText("Checking endless.zip")).toBeVisible();
  await choose(page, Buffer.from("no archive at all, only words"), "words.txt");
  await expect(page.getByText("words.txt: Unreadable")).toBeVisible();
  await expect(page.getByText("endless.zip")).toHaveCount(0);

  await page.getByLabel("Keys that you trust").fill(keys.trim());
  await expect(page.getByText("words.txt: Unreadable")).toHaveCount(0);
  await choose(page, sample, "trusted.zip");
  await expect(page.getByText("trusted.zip: Verified", { exact: true })).toBeVisible();
  await page.getByLabel("Keys that you trust").fill(`${keys.trim()} and no other`);
  await expect(page.getByText("trusted.zip: Verified")).toHaveCount(0);
  await page.getByRole("button", { name: "Check with these keys" }).click();
  await expect(page.getByText("trusted.zip: Verified", { exact: true })).toBeVisible();
});

/** The archive with one byte of this file other, and the checksums made to fit: what somebody does who means it. */
function withOneOther(archive: Buffer, path: string): Buffer {
  const altered = Buffer.from(archive);
  const directory = altered.readUInt32LE(altered.length - 6);
  for (
    let line = directory;
    altered.readUInt32LE(line) === 0x02014b50;
    line += 46 + altered.readUInt16LE(line + 28)
  ) {
    const length = altered.readUInt16LE(line + 28);
    if (altered.toString("latin1", line + 46, line + 46 + length) !== path) continue;
    const local = altered.readUInt32LE(line + 42);
    const begin = local + 30 + length;
    const content = altered.subarray(begin, begin + altered.readUInt32LE(line + 24));
    content[0] = (content[0] ?? 0) ^ 1;
    for (const at of [line + 16, local + 14]) altered.writeUInt32LE(crc32(content), at);
    return altered;
  }
  throw new Error(`the archive has no ${path}`);
}

test("whoever is in a room takes its record away as a bundle, and one flipped byte in it is named", async ({
  enter,
  visit,
}) => {
  const commander = await enter("commander");
  const reference = await declareEnvelope(commander);
  await openRoom(commander, reference);
  await commander.getByRole("button", { name: "Act in this incident" }).click();
  await commander.getByRole("menuitem", { name: "Export the record" }).click();
  await commander.getByRole("button", { name: "Make a bundle" }).click();
  const made = commander.getByRole("region", { name: "Made before" }).getByRole("listitem");
  await expect(made).toContainText("Maya Okafor");
  const link = made.getByRole("link", { name: "Download" });
  const [download] = await Promise.all([commander.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe(`${reference}.bundle.zip`);
  const bundle = readFileSync(await download.path());
  const { said: trusted } = await holdpoint("keys");

  const stranger = await visit();
  await verifier(stranger);
  await stranger.getByLabel("Keys that you trust").fill(trusted);
  await choose(stranger, bundle, "record.zip");
  await expect(stranger.getByText("record.zip: Verified", { exact: true })).toBeVisible();
  await expect(stranger.getByRole("region", { name: "What the bundle says it is" })).toContainText(reference);
  await choose(stranger, withOneOther(bundle, "index.html"), "other.zip");
  await expect(stranger.getByRole("region", { name: "What is wrong" })).toContainText(
    "files, index.html: it is not the one that the manifest lists",
  );

  const door = await link.getAttribute("href");
  expect((await (await enter("vp")).request.get(door ?? "")).status(), "it is the commander's alone").toBe(
    404,
  );
  expect((await stranger.request.get(door ?? "")).status()).toBe(401);
});

test("the command line exports what the console recorded while it runs, and the page verifies it", async ({
  enter,
  visit,
}, testInfo) => {
  const reference = await declareEnvelope(await enter("commander"));
  const file = testInfo.outputPath("record.bundle.zip");
  expect(await holdpoint("export", reference, "--out", file)).toMatchObject({
    code: 0,
    said: expect.stringContaining(`entries of ${reference}`),
  });
  expect(await holdpoint("verify", file)).toMatchObject({
    code: 0,
    said: expect.stringContaining("VERIFIED"),
  });
  const page = await visit();
  await verifier(page);
  await choose(page, readFileSync(file), "record.zip");
  await expect(page.getByText("record.zip: Verified, with the key that came with it")).toBeVisible();
});
