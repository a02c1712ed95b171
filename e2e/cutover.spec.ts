import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { lockedValues, openCheckpoint, registerService } from "./support/checkpoint.ts";
import { holdpoint } from "./support/command-line.ts";
import { countersign } from "./support/countersign.ts";
import { invite, removePerson } from "./support/invite.ts";
import { type Journey, test } from "./support/journey.ts";
import { enrol } from "./support/own-means.ts";
import { holdReadings } from "./support/readings.ts";

const region = (page: Page, name: string) => page.getByRole("region", { name });

const rehearsal = "May the rehearsal go on?";
const cutover = "May the runtime be cut over?";
/** All that a person owes but the cutover's signature. */
const mine = (page: Page) =>
  region(page, "Owed now").getByRole("button", { name: /^(Report|Attest|Write|Sign: May the rehearsal)/ });

/** Does the first thing that this person owes, in its own dialog. */
async function payFirst(page: Page): Promise<void> {
  const first = mine(page).first();
  const name = (await first.getAttribute("aria-label")) ?? "";
  await first.click();
  const dialog = page.getByRole("dialog");
  const [kind] = name.split(":");
  if (kind === "Sign") await signIn(page, /^GO/);
  else {
    if (kind === "Report") await report(page, name);
    if (kind === "Attest") await dialog.getByLabel("What you looked at").fill("All of it, today.");
    if (kind === "Write") await dialog.getByLabel("Words").fill("Agreed by both leads.");
    await dialog.getByRole("button", { name: /^(Report|Attest|Write into the record)$/ }).click();
  }
  await expect(dialog).toBeHidden();
  await expect(region(page, "Owed now").getByRole("button", { name, exact: true })).toHaveCount(0);
}

/** Chooses an answer in the open dialog, reads what it comes to, and signs it with the passkey. */
async function signIn(page: Page, answer: RegExp, remediation?: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: answer }).check();
  if (remediation !== undefined) await dialog.getByLabel("What has to be mended").fill(remediation);
  await dialog.getByRole("button", { name: /^Review and sign/ }).click();
  await expect(dialog.getByText(/This browser compared \d+ values and proofs/)).toBeVisible();
  await expect(dialog.getByLabel("Statement to sign")).not.toHaveValue("");
  await dialog.getByRole("button", { name: "Sign with your passkey" }).click();
  await expect(dialog).toBeHidden();
}

async function report(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  const said = (await dialog.textContent()) ?? "";
  const shown = /The output must show: (.*?)Result/s.exec(said)?.[1] ?? "";
  const value = name.includes("rollback target") ? lockedValues.tag : `v0.4.0@${"b".repeat(40)}`;
  if ((await dialog.getByLabel("Value").count()) > 0) await dialog.getByLabel("Value").fill(value);
  await dialog.getByLabel(/^(What was run|Where it is)$/).fill("docs/checkpoint.md");
  await dialog.getByLabel(/^(Output|What it says)$/).fill(`green\n${shown}`);
}

const changes = Buffer.from("What changes for consumers: nothing before 0.5.0\n");

/** Hands the changelog in as a file, with a few words. */
async function handInChanges(page: Page): Promise<void> {
  const artifacts = region(page, "Immutable artifacts");
  await artifacts.getByRole("button", { name: /^Report: The changelog/ }).click();
  const dialog = page.getByRole("dialog");
  const file = { name: "CHANGES.md", mimeType: "text/markdown", buffer: changes };
  const field = dialog.getByLabel("The file", { exact: true });
  await field.setInputFiles({ ...file, name: "other.md" });
  await dialog.getByRole("button", { name: "Leave the file out" }).click();
  await expect(dialog).toContainText("Add a file, or drop it here");
  await field.setInputFiles(file);
  await dialog.getByLabel("What it is").fill("The changelog of 0.4.0");
  await expectNoBarrier(page);
  await dialog.getByRole("button", { name: "Report", exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function payAll(page: Page): Promise<void> {
  await page.reload();
  await expect(region(page, "Owed now")).toBeVisible();
  while ((await mine(page).count()) > 0) await payFirst(page);
}

/** Two people with passkeys of their own, one on a wide screen and one on a phone. */
async function twoSides(enter: Journey["enter"], visit: Journey["visit"]) {
  const [admin, producer, consumer] = [
    await enter("admin"),
    await visit(),
    await visit({ viewport: { width: 390, height: 844 } }),
  ];
  const lead = { name: "Iris Moreau", email: "iris@example.com", role: "Producer lead" };
  await invite(admin, producer, { ...lead, party: "Producer, MemoryKernel" });
  const peer = { name: "Dario Conti", email: "dario@example.com", role: "Consumer lead" };
  await invite(admin, consumer, { ...peer, party: "Consumer, AssistSupport" });
  // As on a page that came by plain http.
  await consumer.addInitScript(() => Object.defineProperty(Crypto.prototype, "subtle", { value: undefined }));
  for (const page of [producer, consumer]) await enrol(page);
  await countersign(producer, "producer", lead.name);
  await countersign(consumer, "consumer", peer.name);
  return { admin, producer, consumer };
}

async function moveTheTag(admin: Page, service: string): Promise<void> {
  await admin.goto(`/services/${service}`);
  await admin.getByRole("button", { name: "Change the baseline" }).click();
  await admin.getByLabel("Value of tag").fill("v0.3.3");
  await admin.getByRole("button", { name: "Approve these values" }).click();
}

test("[MKD-1] [MKD-7] [MKD-8] [MKD-8.8] [MKD-9] two sides sign a rehearsal GO and a cutover NO-GO, and a moved baseline takes the GO back", async ({
  enter,
  visit,
}) => {
  const { admin, producer, consumer } = await twoSides(enter, visit);
  await registerService(admin, "Kernel");
  const path = await openCheckpoint(producer, "Kernel");
  await consumer.goto(path);
  const side = (page: Page, question: string, name: string) =>
    region(page, question).getByRole("article", { name });

  await test.step("[MKD-7] the screen says which criteria block it", async () => {
    const noGo = region(consumer, "NO-GO criteria");
    await expect(noGo.getByRole("listitem").filter({ hasText: "MKD-7.2" })).toContainText("blocks");
    await expect(noGo.getByRole("listitem").filter({ hasText: "MKD-7.4" })).toContainText("clear");
    await expect(region(consumer, rehearsal)).not.toContainText("The joint record");
    await expect(region(consumer, cutover)).toContainText("The joint record: incomplete and not signed yet");
  });

  await test.step("[MKD-1] a phone shows each locked value's state without scrolling sideways", async () => {
    const lock = region(consumer, "Baseline lock");
    await expect(lock.getByRole("listitem").getByText("as locked")).toHaveCount(5);
    await lock.getByRole("listitem").first().scrollIntoViewIfNeeded();
    await expect(lock.getByRole("listitem").first().getByText("as locked")).toBeInViewport({ ratio: 1 });
    await expect(lock.getByRole("table")).toBeHidden();
  });

  await test.step("[MKD-8.8] a NO-GO is signed on a phone, and stands beside the other question", async () => {
    await region(consumer, cutover).getByRole("button", { name: "Answer and sign" }).click();
    const dialog = consumer.getByRole("dialog");
    await expect(dialog.getByRole("radio", { name: /GO \(runtime cutover\)/ })).toBeDisabled();
    await expect(dialog).toContainText(/Cannot be chosen yet: \d\d things stand against it\./);
    await expect(dialog.getByText(/^NO-GO/)).toBeInViewport({ ratio: 1 });
    await dialog.getByText(/^What stands against GO \(\d\d\)$/).click();
    await expect(dialog.getByText(/^Not shown to hold yet/)).toBeVisible();
    await signIn(consumer, /^NO-GO/, "Nothing is proven yet.");
    const seen = side(producer, cutover, "Consumer");
    await expect(seen).toContainText("Nothing is proven yet.");
    await expect(seen).toContainText("passkey");
    await expect(side(producer, rehearsal, "Consumer")).toContainText("waiting");
  });

  await test.step("[MKD-8.8] a change voids it, and its signer is told what changed", async () => {
    await payFirst(producer);
    const told = region(consumer, cutover).getByRole("note");
    await expect(told).toContainText("Your side's signature counts no more");
    await expect(told).toContainText("holds now");
    await expect(side(consumer, cutover, "Consumer")).toContainText("waiting");
  });

  await test.step("[MKD-3] a file is handed in for an artifact, and the other side has the same bytes", async () => {
    await handInChanges(producer);
    const link = region(consumer, "Immutable artifacts").getByRole("link", { name: "CHANGES.md, 49 bytes" });
    const [download] = await Promise.all([consumer.waitForEvent("download"), link.click()]);
    expect(readFileSync(await download.path())).toEqual(changes);
  });

  for (const page of [producer, consumer, producer]) await payAll(page);
  await test.step("[MKD-9] the rehearsal is sealed at GO while the cutover is open, then NO-GO", async () => {
    await region(producer, cutover).getByRole("button", { name: "Answer and sign" }).click();
    await signIn(producer, /^GO/);
    await expect(side(consumer, cutover, "Producer")).toContainText("GO (runtime cutover)");
    await region(consumer, cutover).getByRole("button", { name: "Answer and sign" }).click();
    await signIn(consumer, /^NO-GO/, "One more dry run.");
    for (const page of [producer, consumer]) {
      await expect(region(page, rehearsal)).toContainText("Sealed: GO (rehearsal continuation)");
      await expect(region(page, rehearsal)).toContainText("Valid until");
      await expect(region(page, cutover)).toContainText("Sealed: NO-GO");
      await expect(region(page, cutover)).toContainText("any NO-GO wins");
    }
  });

  await test.step("[MKD-8.8] the sealed record is read as a document and taken along", async () => {
    const reading = await consumer.context().newPage();
    await reading.goto(path);
    await region(reading, cutover).getByRole("link", { name: "Read the record" }).click();
    await expect(region(reading, "Verdicts")).toContainText("Iris Moreau, passkey");
    await expect(region(reading, "Verdicts")).toContainText("One more dry run.");
    await expect(region(reading, "Validation runs")).toContainText("by hand");
    await expect(region(reading, "Written by the sides")).toContainText("Agreed by both leads.");
    await expect(async () => {
      await reading.reload();
      const exactly = region(reading, "Exactly as it was sealed");
      await expect(exactly).toContainText("Signed by the console's key", { timeout: 2_000 });
    }).toPass();
    const tooWide = await reading.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide, "pixels beyond the phone's right edge").toBeLessThanOrEqual(0);
    const taken = reading.waitForEvent("download");
    await reading.getByRole("link", { name: "Download as Markdown" }).click();
    expect((await taken).suggestedFilename()).toMatch(/^CHK-\d{4}-\d{4}-\d+\.md$/);
    await reading.close();
  });

  await test.step("[MKD-1] a moved baseline takes the GO back at once, sealed by the console itself", async () => {
    await moveTheTag(admin, "kernel");
    for (const page of [producer, consumer]) {
      await expect(region(page, rehearsal)).toContainText("Sealed: NO-GO");
      await expect(region(page, rehearsal)).toContainText("because a locked value moved. Nobody signed it.");
      await expect(page.getByText("Release tag moved from v0.3.2 to v0.3.3").first()).toBeVisible();
      await expect(region(page, rehearsal)).toContainText(/The GO sealed at .+ is taken back\./);
      await expect(side(page, rehearsal, "Producer")).toContainText(
        "signed GO (rehearsal continuation), taken back",
      );
    }
    const reading = await consumer.context().newPage();
    await reading.goto(path);
    await region(reading, rehearsal).getByRole("link", { name: "Its record" }).click();
    const takenBack = reading.getByRole("status").filter({ hasText: /^Taken back by entry \d+/ });
    await expect(takenBack).toContainText("a locked value moved");
    await takenBack.getByRole("link", { name: "Read what took it back" }).click();
    await expect(region(reading, "Decision")).toContainText("Takes back the record");
    await reading.close();
  });

  await test.step("[MKD-1] what has ended is closed, and asks for nothing that would come to nothing", async () => {
    await expect(producer.getByRole("button", { name: "Close the checkpoint" })).toBeVisible();
    await expect(
      producer.getByRole("button", { name: /^(Abort|Name a deputy|Report|Attest|Write)/ }),
    ).toHaveCount(0);
    await expect(region(producer, "Required runs")).toContainText("by hand");
  });

  await test.step("[MKD-8.8] its whole record is taken along as one bundle, which verifies in any browser", async () => {
    await consumer.goto(path);
    await consumer.getByRole("link", { name: "Export the record" }).click();
    await consumer.getByRole("button", { name: "Make a bundle" }).click();
    const made = region(consumer, "Made before").getByRole("listitem");
    await expect(made).toContainText("Dario Conti");
    const [download] = await Promise.all([
      consumer.waitForEvent("download"),
      made.getByRole("link", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^CHK-\d{4}-\d{4}\.bundle\.zip$/);
    const archive = readFileSync(await download.path());
    expect(archive.includes(`evidence/${createHash("sha256").update(changes).digest("hex")}`)).toBe(true);
    expect(archive.includes(changes)).toBe(true);
    const { said: trusted } = await holdpoint("keys");
    const stranger = await visit({ viewport: { width: 390, height: 844 } });
    await stranger.goto("/verify");
    await stranger.getByLabel("Keys that you trust").fill(trusted);
    const bundle = { name: "record.zip", mimeType: "application/zip" };
    const chosen = stranger.getByLabel("Bundle", { exact: true });
    await expect(chosen).toBeEnabled();
    await chosen.setInputFiles({ ...bundle, buffer: archive });
    await expect(stranger.getByText("record.zip: Verified", { exact: true })).toBeVisible();
    const decisions = region(stranger, "Sealed decisions");
    await expect(decisions.getByText(cutover)).toHaveCount(1);
    await expect(decisions).toContainText(
      "Nobody signed it: the console sealed it, because a locked value moved.",
    );
  });
  for (const name of ["Iris Moreau", "Dario Conti"]) await removePerson(admin, name);
});

test("[MKD-1] a baseline that moves is NO-GO on both sides' screens, also where a reading did not end", async ({
  enter,
}) => {
  const [admin, producer, consumer] = await Promise.all([
    enter("admin"),
    enter("producer"),
    enter("consumer"),
  ]);
  await registerService(admin, "Moving");
  const path = await openCheckpoint(producer, "Moving");
  const readings = await holdReadings(consumer, path);
  await consumer.clock.install();
  await consumer.goto(path);
  const tag = (page: Page) => region(page, "Baseline lock").getByRole("row", { name: /Release tag/ });
  const mayBeOld = consumer.getByRole("alert").filter({ hasText: "What you see may be old" });
  await expect(tag(consumer)).toContainText("as locked");

  await test.step("while one reading does not end, no other begins, and the page says that it may be old", async () => {
    // The first, when the stream is there.
    await expect.poll(readings.begun).toBe(1);
    for (const change of [() => payFirst(producer), () => moveTheTag(admin, "moving")]) {
      const before = readings.heard();
      await change();
      await expect.poll(readings.heard).toBeGreaterThan(before);
    }
    // Any journey's change is heard here; whoever reads freely shows that this one is there to be read.
    await expect(tag(producer)).toContainText("moved");
    await expect(mayBeOld).toBeHidden();
    await consumer.clock.fastForward(10_000);
    await expect(mayBeOld).toBeVisible();
    expect(readings.begun()).toBe(1);
  });

  await test.step("when it ends, one more follows for all that has changed, and shows the last of it", async () => {
    const before = readings.heard();
    await readings.letGo();
    await expect.poll(readings.begun).toBe(2);
    await expect(mayBeOld).toBeHidden();
    await expect(tag(consumer)).toContainText("as locked");
    await readings.letGo();
    await expect(tag(consumer)).toContainText("moved");
    // A request made now comes after any that the page has made; other journeys change logs, too, and are heard here.
    await consumer.evaluate(() => fetch(location.href, { method: "HEAD" }).then(() => null));
    const unasked = () => readings.begun() - 2 - (readings.heard() - before);
    await expect.poll(unasked).toBeLessThanOrEqual(0);
    await readings.end();
  });

  for (const page of [producer, consumer]) {
    await expect(page.getByText("Release tag moved from v0.3.2 to v0.3.3").first()).toBeVisible();
    await expect(tag(page)).toContainText("moved");
    await expect(region(page, "Owed now").getByRole("listitem")).toHaveCount(1);
  }
  await producer.goto("/checkpoints");
  const line = producer.getByRole("listitem").filter({ has: producer.locator(`a[href="${path}"]`) });
  await expect(line).toContainText("NO-GO, ended");
});
