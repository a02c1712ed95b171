import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey.ts";

const sha = "cf331449e1589581a5dcbb3adecd3e9ae4509277";
const values = {
  tag: "v0.3.2",
  sha,
  serviceContract: "service.v2",
  apiContract: "api.v1",
  integrationBaseline: "integration/v1",
};

async function register(page: Page, name: string): Promise<void> {
  await page.goto("/services/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Key").fill(name.toLowerCase());
  await page.getByLabel("Owner").selectOption({ label: "Producer lead" });
  for (const [index, [value, text]] of Object.entries(values).entries()) {
    if (index > 1) await page.getByRole("button", { name: "Add a value" }).click();
    await page.getByLabel(`Name of value ${index + 1}`).fill(value);
    await page.getByLabel(`Value of ${value}`, { exact: true }).fill(text);
  }
  await page.getByRole("button", { name: "Register" }).click();
  await page.waitForURL(`**/services/${name.toLowerCase()}`);
}

/** Opens a checkpoint on a service whose approved baseline fills the lock by itself. */
async function open(page: Page, service: string): Promise<string> {
  await page.goto("/checkpoints");
  await page.getByRole("link", { name: "Open a checkpoint" }).first().click();
  await page.getByLabel("Service", { exact: true }).selectOption({ label: `${service}, production` });
  await expect(page.getByLabel("Service contract")).toHaveValue("service.v2");
  await page.getByLabel("What it is about").fill(`Cutover of ${service}`);
  await page.getByRole("button", { name: "Lock the baseline and open" }).click();
  await page.waitForURL("**/checkpoints/CHK-*");
  return new URL(page.url()).pathname;
}

const region = (page: Page, name: string) => page.getByRole("region", { name });

/** Does the first thing that this person owes, in its own dialog. */
async function payFirst(page: Page): Promise<void> {
  const first = region(page, "Owed now").getByRole("button").first();
  const name = (await first.getAttribute("aria-label")) ?? "";
  await first.click();
  const dialog = page.getByRole("dialog");
  const [kind] = name.split(":");
  if (kind === "Report") await report(page, name);
  if (kind === "Attest") await dialog.getByLabel("What you looked at").fill("All of it, today.");
  if (kind === "Write") await dialog.getByLabel("Words").fill("Agreed by both leads.");
  if (kind === "Answer") await dialog.getByRole("radio", { name: /^GO/ }).check();
  await dialog.getByRole("button", { name: /^(Report|Attest|Write into the record|Answer)$/ }).click();
  await expect(dialog).toBeHidden();
  await expect(region(page, "Owed now").getByRole("button", { name, exact: true })).toHaveCount(0);
}

async function report(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  const said = (await dialog.textContent()) ?? "";
  const shown = /The output must show: (.*?)Result/s.exec(said)?.[1] ?? "";
  const value = name.includes("rollback target") ? values.tag : `v0.4.0@${"b".repeat(40)}`;
  if ((await dialog.getByLabel("Value").count()) > 0) await dialog.getByLabel("Value").fill(value);
  await dialog.getByLabel(/^(What was run|Where it is)$/).fill("docs/checkpoint.md");
  await dialog.getByLabel(/^(Output|What it says)$/).fill(`green\n${shown}`);
}

async function payAll(page: Page): Promise<void> {
  await page.reload();
  const owed = region(page, "Owed now");
  await expect(owed).toBeVisible();
  while ((await owed.getByRole("button").count()) > 0) await payFirst(page);
}

test("[MKD-7] [MKD-8] [MKD-9] two sides walk a checkpoint to its open decision", async ({ enter }) => {
  const [admin, producer, consumer] = await Promise.all([
    enter("admin"),
    enter("producer"),
    enter("consumer"),
  ]);
  await register(admin, "Kernel");
  const path = await open(producer, "Kernel");
  await consumer.goto(path);

  await test.step("[MKD-7] the screen says which criteria block it", async () => {
    const noGo = region(consumer, "NO-GO criteria");
    await expect(noGo.getByRole("listitem").filter({ hasText: "MKD-7.2" })).toContainText("blocks");
    await expect(noGo.getByRole("listitem").filter({ hasText: "MKD-7.4" })).toContainText("clear");
  });

  await test.step("[MKD-9] NO-GO is said to one question and stands beside the other", async () => {
    const cutover = region(consumer, "May the runtime be cut over?");
    await cutover.getByRole("button", { name: "Answer" }).click();
    const dialog = consumer.getByRole("dialog");
    await expect(dialog.getByRole("radio", { name: "GO (runtime cutover)" })).toBeDisabled();
    await dialog.getByRole("radio", { name: "NO-GO" }).check();
    await dialog.getByLabel("What has to be mended").fill("Nothing is proven yet.");
    await dialog.getByRole("button", { name: "Answer" }).click();
    const seen = region(producer, "May the runtime be cut over?").getByRole("article", { name: "Consumer" });
    await expect(seen).toContainText("Nothing is proven yet.");
    const rehearsal = region(producer, "May the rehearsal go on?");
    await expect(rehearsal.getByRole("article", { name: "Consumer" })).toContainText("waiting");
  });

  for (const page of [producer, consumer, producer]) await payAll(page);
  await test.step("[MKD-8] everything is in, and unsigned is NO-GO", async () => {
    await consumer.reload();
    await payAll(consumer);
    const cutover = region(consumer, "May the runtime be cut over?");
    await cutover.getByRole("button", { name: "Answer again" }).click();
    const dialog = consumer.getByRole("dialog");
    await dialog.getByRole("radio", { name: "GO (runtime cutover)" }).check();
    await dialog.getByRole("button", { name: "Answer" }).click();
    for (const page of [producer, consumer]) {
      await expect(page.getByText("The decision is open: NO-GO, not signed yet")).toBeVisible();
      const outcome = region(page, "May the runtime be cut over?");
      await expect(outcome.getByRole("article", { name: "Consumer" })).toContainText("GO (runtime cutover)");
      await expect(outcome).toContainText("The joint record: not signed yet");
    }
  });
});

test("[MKD-1] a baseline that moves is NO-GO on both sides' screens", async ({ enter }) => {
  const [admin, producer, consumer] = await Promise.all([
    enter("admin"),
    enter("producer"),
    enter("consumer"),
  ]);
  await register(admin, "Moving");
  const path = await open(producer, "Moving");
  await consumer.goto(path);
  await expect(region(consumer, "Baseline lock").getByRole("row", { name: /Release tag/ })).toContainText(
    "as locked",
  );
  await admin.getByRole("button", { name: "Change the baseline" }).click();
  await admin.getByLabel("Value of tag").fill("v0.3.3");
  await admin.getByRole("button", { name: "Approve these values" }).click();
  for (const page of [producer, consumer]) {
    await expect(page.getByText("Release tag moved from v0.3.2 to v0.3.3").first()).toBeVisible();
    await expect(region(page, "Baseline lock").getByRole("row", { name: /Release tag/ })).toContainText(
      "moved",
    );
    await expect(region(page, "Owed now").getByRole("listitem")).toHaveCount(1);
  }
});
