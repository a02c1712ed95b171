import { readFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { root } from "#scripts/root.ts";
import { holdpoint } from "./support/command-line.ts";
import { ownPassword, removePerson } from "./support/invite.ts";
import { test } from "./support/journey.ts";

/** The guide's own first example: what a newcomer would upload first. */
const guide = readFileSync(join(root, "docs", "writing-a-protocol.md"), "utf8");
const pack = /^```yaml\n([\s\S]*?)^```/m.exec(guide)?.[1] ?? "";
const file = (text: string) => ({
  name: "parcel-tracking.yaml",
  mimeType: "application/yaml",
  buffer: Buffer.from(text),
});

async function upload(page: Page, text: string) {
  await page.goto("/protocols/upload");
  await page.getByLabel("File").setInputFiles(file(text));
  await expect(page.getByLabel("The pack")).toHaveValue(text);
  await page.getByRole("button", { name: "Check it and keep it as a draft" }).click();
}

async function propose(page: Page) {
  const button = page.getByRole("button", { name: "Propose it for publishing" });
  await button.click();
  await expect(button).toBeHidden();
  await expect(
    page.getByText("A second person publishes it: whoever uploaded a draft cannot."),
  ).toBeVisible();
}

/** Held by a keyboard until it is done. */
async function publish(page: Page, version: string) {
  await page.getByRole("button", { name: `Hold to publish version ${version}` }).focus();
  await page.keyboard.down("Enter");
  await page.waitForURL("**/protocols/parcel-tracking");
  await page.keyboard.up("Enter");
}

async function expectNoBarrier(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target) }))).toEqual([]);
}

async function secondAdministrator(page: Page, email: string) {
  const { said } = await holdpoint("admin", "create", "--email", email, "--name", "Grace Second");
  await page.goto(/\S+\/invitation\/\S+/.exec(said)?.[0] ?? "");
  await page.getByLabel("Password").fill(ownPassword);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page).not.toHaveURL(/invitation/);
}

test("a protocol is uploaded by one person, published by another, and read with its versions", async ({
  enter,
  visit,
}) => {
  const owner = await enter("admin");
  const second = await visit();
  await secondAdministrator(second, "grace.second@example.com");

  await upload(owner, pack.replace("commander: desk-lead", "commander: desk-led"));
  const slip =
    'commander: "desk-led" is no role of this pack; there are: desk-lead, engineer — did you mean "desk-lead"?';
  await expect(owner.getByRole("listitem").filter({ hasText: slip })).toBeVisible();
  await owner.getByLabel("The pack").fill(pack);
  await owner.getByRole("button", { name: "Check it and keep it as a draft" }).click();
  await owner.waitForURL("**/protocols/drafts/*");
  const draft = new URL(owner.url()).pathname;
  await expectNoBarrier(owner);
  await propose(owner);

  await second.goto(draft);
  await expect(second.getByRole("heading", { name: "Parcel tracking answers nobody" })).toBeVisible();
  await publish(second, "1.0.0");
  await second.goto("/protocols/parcel-tracking#PAR-1");
  await expect(second.getByRole("row", { name: /The depots are told.*15 minutes/ })).toBeInViewport();
  await expectNoBarrier(second);

  await upload(
    second,
    pack.replace("version: 1.0.0", "version: 1.1.0").replace("dueInMinutes: 15", "dueInMinutes: 20"),
  );
  await second.waitForURL("**/protocols/drafts/*");
  await propose(second);
  await owner.goto(new URL(second.url()).pathname);
  await publish(owner, "1.1.0");
  await owner.getByRole("link", { name: "Versions and record" }).click();
  await expect(owner.getByRole("row", { name: /Alex Novak published it 1\.1\.0/ })).toBeVisible();
  await expect(owner.getByRole("row", { name: /Grace Second published it 1\.0\.0/ })).toBeVisible();
  await expectNoBarrier(owner);
  await owner.getByRole("link", { name: "against 1.0.0" }).click();
  const change = owner.getByRole("listitem").filter({ hasText: "clocks.first-word.dueInMinutes" });
  await expect(change).toContainText("The depots are told");
  await expect(change).toContainText("Was15Is20");
  await expectNoBarrier(owner);
  await removePerson(owner, "Grace Second");
});
