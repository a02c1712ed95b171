import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import { expectNoBarrier } from "./support/barriers.ts";
import { test } from "./support/journey.ts";
import { cookiesOf, loseAnswers } from "./support/requests.ts";
import { act, declareEnvelope, entry, openRoom, submit } from "./support/room.ts";

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const narrow = { viewport: { width: 390, height: 844 } };
const { url, dataDir } = consoleForJourneys();
const big = Buffer.alloc(30_000_000, "thirty megabytes ");
const small = Buffer.from("313 passed\n");

const evidencePanel = (page: Page): Locator => page.getByRole("region", { name: "Evidence" }).first();

const fileField = (dialog: Locator): Locator => dialog.getByLabel("The file", { exact: true });

async function offersFile(page: Page, button: string, summary: string): Promise<Locator> {
  await evidencePanel(page).getByRole("button", { name: button }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "File" }).check();
  await dialog.getByLabel("What does it prove?").fill(summary);
  return dialog;
}

/** Drops a file on the field, or words where it has no name. */
async function drops(dialog: Locator, text: string, name?: string): Promise<void> {
  const dataTransfer = await dialog.page().evaluateHandle(
    (given) => {
      const carried = new DataTransfer();
      if (given.name === undefined) carried.setData("text/plain", given.text);
      else carried.items.add(new File([given.text], given.name, { type: "text/plain" }));
      return carried;
    },
    { text, name },
  );
  await fileField(dialog).dispatchEvent("drop", { dataTransfer });
}

async function downloaded(page: Page, link: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return sha256(await readFile(await download.path()));
}

test("[MKC-5.1] a file of thirty megabytes is handed in on a phone, read by the other party, superseded, and given out with its digest", async ({
  enter,
  complaints,
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
  const chosen = await offersFile(producer, "Hand in", "The whole run");
  await fileField(chosen).setInputFiles({ name: "whole-run.log", mimeType: "text/plain", buffer: big });
  await expect(chosen).toContainText("whole-run.log");
  await expectNoBarrier(producer);
  await submit(producer, "Hand in");
  await expect(entry(consumer, "whole-run.log, 30.0 MB")).toBeVisible();
  const link = evidencePanel(consumer).getByRole("link", { name: "Download, 30.0 MB" });
  expect(await downloaded(consumer, link)).toBe(sha256(big));

  const dialog = await offersFile(producer, "Supersede", "The second run");
  const handIn = dialog.getByRole("button", { name: "Hand in" });
  const alert = dialog.getByRole("alert");
  await test.step("it is dropped, and words that are dropped are no file", async () => {
    await drops(dialog, small.toString(), "rerun.log");
    await drops(dialog, "and some words");
    await expect(dialog).toContainText("rerun.log");
    await dialog.getByRole("checkbox", { name: /^Only Producer.* may read it/ }).check();
  });

  await test.step("what a proxy would not take is told as that", async () => {
    complaints.provoke(/(status of 413|net::ERR_CONNECTION_RESET).*\/api\/evidence/);
    const html = { contentType: "text/html", body: "<h1>Request Entity Too Large</h1>" };
    await producer.route("**/api/evidence", (route) => route.fulfill({ status: 413, ...html }));
    await handIn.click();
    await expect(alert).toContainText("takes no file of this size");
    await producer.unroute("**/api/evidence");
  });

  await test.step("one whose answers were lost is recorded once, however often it is tried", async () => {
    await loseAnswers(producer, "*/api/evidence", 2);
    await handIn.click();
    await expect(alert).toContainText("it is not known whether the file was recorded");
    await submit(producer, "Hand in");
    await openRoom(consumer, reference);
    await expect(evidencePanel(consumer).getByText("1 superseded")).toBeVisible();
  });

  await test.step("for its party alone, it is offered to nobody else; what it superseded stays", async () => {
    const newer = "Download, 11 bytes";
    await expect(evidencePanel(consumer)).toContainText("11 bytes, for its party alone");
    await expect(evidencePanel(consumer).getByRole("link", { name: newer })).toHaveCount(0);
    const own = evidencePanel(producer).getByRole("link", { name: newer });
    expect(await downloaded(producer, own)).toBe(sha256(small));
    await evidencePanel(consumer).getByText("1 superseded").click();
    expect(await downloaded(consumer, link)).toBe(sha256(big));
  });
});

test("[MKC-5.1] a file is handed in beside the packet that it changes, and to nobody but those of the room", async ({
  enter,
}) => {
  const [commander, producer, consumer, outsider] = await Promise.all([
    enter("commander"),
    enter("producer"),
    enter("consumer", narrow),
    enter("stakeholder"),
  ]);
  const reference = await declareEnvelope(commander);
  await openRoom(producer, reference);
  const proposal = await act(producer, "Propose the joint decision");
  await proposal.getByLabel("What risk remains?").fill("None is known.");
  await submit(producer, "Propose the decision");
  await openRoom(consumer, reference);
  await consumer.getByRole("button", { name: "Decision, run and evidence" }).click();
  await consumer
    .getByRole("link", { name: /^Read the packet/ })
    .first()
    .click();
  await expectNoBarrier(consumer);
  await consumer.getByRole("button", { name: "Hand in a file" }).click();
  const dialog = consumer.getByRole("dialog");
  await dialog.getByLabel("What does it prove?").fill("We run on the old pin");
  await dialog
    .getByLabel("The file", { exact: true })
    .setInputFiles({ name: "pin.txt", mimeType: "text/plain", buffer: small });
  await expectNoBarrier(consumer);
  await submit(consumer, "Hand in");
  await consumer.getByText("We run on the old pin").click();
  const link = consumer.getByRole("link", { name: "pin.txt, 11 bytes" });
  expect(await downloaded(consumer, link)).toBe(sha256(small));

  const address = new URL((await link.getAttribute("href")) ?? "", url).href;
  const given = await consumer.context().request.get(address);
  expect(given.headers()).toMatchObject({
    "content-disposition": `attachment; filename="pin.txt"; filename*=UTF-8''pin.txt`,
    "x-content-type-options": "nosniff",
  });
  expect((await outsider.context().request.get(address)).status()).toBe(404);
  expect((await fetch(address)).status).toBe(401);
  const statusFrom = async (origin: string) =>
    (await fetch(`${url}/api/evidence`, { method: "POST", headers: { origin }, body: "{}" })).status;
  expect([await statusFrom("https://elsewhere.example.com"), await statusFrom(url)]).toEqual([403, 401]);
});

test("an upload that is cut off on its way to the console leaves no file and no entry", async ({ enter }) => {
  const producer = await enter("producer");
  const reference = await declareEnvelope(producer);
  const last = await entry(producer, /./).count();
  const said = { idempotencyKey: randomUUID(), reference, requirement: "smoke", summary: "Cut off" };
  const line = `${JSON.stringify({ ...said, name: "cut.log", media: "text/plain" })}\n`;
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  const headers = [
    "POST /api/evidence HTTP/1.1",
    ...[`Host: ${host}`, `Origin: ${url}`, `Cookie: ${await cookiesOf(producer)}`],
    `Content-Length: ${line.length + big.length}`,
  ];
  socket.write(`${headers.join("\r\n")}\r\n\r\n${line}`);
  socket.write(big.subarray(0, 12_000_000));
  const arriving = () => readdir(join(dataDir, "evidence", "arriving")).catch(() => []);
  await expect.poll(async () => (await arriving()).length).toBe(1);
  socket.destroy();
  await expect.poll(arriving).toEqual([]);
  await openRoom(producer, reference);
  expect(await entry(producer, /./).count()).toBe(last);
});
