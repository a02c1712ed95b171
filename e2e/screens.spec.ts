import { expect, type Page } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import { expectNoBarrier } from "./support/barriers.ts";
import { invite, removePerson } from "./support/invite.ts";
import { test } from "./support/journey.ts";
import { declare, declareEnvelope } from "./support/room.ts";
import { register } from "./support/services.ts";
import { fillSignIn } from "./support/sign-in.ts";

const declareOutage = (page: Page, service: string, title: string) =>
  declare(page, {
    protocol: "MVP-4-GA rollback",
    trigger: /^Global outage/,
    title,
    also: async () => {
      for (const fact of ["Impact on users", "Impact on data", "Impact on availability"])
        await page.getByLabel(fact).fill("One in fifty cannot pay.");
      await page.getByLabel("Service", { exact: true }).selectOption({ label: `${service}, production` });
    },
  });

const paths = [
  "/",
  "/services",
  "/services/storefront",
  "/services/new",
  "/people",
  "/settings/channels",
  "/settings/channels/mail",
  "/settings/notifications",
  "/inbox",
  "/protocols",
  "/settings/security",
  "/settings/tokens",
];

for (const theme of ["dark", "light"] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test(`every overview can be read by everybody, ${theme}, ${viewport.width} wide`, async ({ enter }) => {
      const page = await enter("admin", { viewport });
      await page.context().addCookies([{ name: "theme", value: theme, url: consoleForJourneys().url }]);
      for (const path of [...paths, "/protocols/service-v3-rollback", "/protocols/mvp4-ga"]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectNoBarrier(page);
      }
    });
  }
}

test("an incident appears by itself on the board of those who have a part in it, and on nobody else's", async ({
  enter,
}) => {
  const service = "Journey board";
  const title = "Checkout fails for one in fifty";
  const admin = await enter("admin");
  await register(admin, service);
  const lead = await enter("sreLead");
  await lead.goto("/");
  const outsider = await enter("stakeholder");
  const captain = await enter("captain");
  await declareOutage(captain, service, title);
  await expect(lead.getByRole("link", { name: title })).toBeVisible();
  const card = lead.getByRole("listitem").filter({ hasText: title });
  await expect(card.getByRole("timer")).toHaveText(/\d\d:\d\d/);
  await expect(card.getByText(/starts the rollback/)).toBeVisible();
  await expectNoBarrier(lead);
  await outsider.goto("/services/journey-board");
  await expect(
    outsider.getByText("One incident is open on it, in a room that you have no part in."),
  ).toBeVisible();
  await expect(outsider.getByText(title)).toHaveCount(0);
  await admin.goto("/services/journey-board");
  await expect(admin.getByText(/Locked while INC-\S+ is open/)).toBeVisible();
  await expect(admin.getByRole("button", { name: "Change the baseline" })).toHaveCount(0);
});

test("an administrator approves a baseline, and others can only read it", async ({ enter }) => {
  const admin = await enter("admin");
  const key = await register(admin, "Journey ledger");
  await admin.getByRole("button", { name: "Change the baseline" }).click();
  await admin.getByLabel("Value of release").fill("1.1.0");
  await admin.getByRole("button", { name: "Add a value" }).click();
  await admin.getByLabel("Name of value 2").fill("release");
  await admin.getByLabel("Value of release").last().fill("2");
  await admin.getByRole("button", { name: "Approve these values" }).click();
  await expect(admin.getByRole("alert").filter({ hasText: "stands here twice" })).toBeVisible();
  await expectNoBarrier(admin);
  await admin.getByRole("button", { name: "Leave out release" }).last().click();
  await admin.getByRole("button", { name: "Approve these values" }).click();
  const row = admin.getByRole("row", { name: /^release/ });
  await expect(row).toHaveText(/1\.1\.0.*1\.0\.0.*differs/);
  const captain = await enter("captain");
  await captain.goto(`/services/${key}`);
  await expect(captain.getByRole("row", { name: /^release/ })).toHaveText(/differs/);
  await expect(captain.getByRole("button", { name: "Change the baseline" })).toHaveCount(0);
  await captain.goto("/services/new");
  await expect(captain.getByText("Only an administrator registers services")).toBeVisible();
});

test("an invited person gets roles, is on call, and is out once removed, without a reload", async ({
  enter,
  visit,
}) => {
  const [email, password] = ["hopper@example.com", "three unrelated words"];
  const admin = await enter("admin");
  await admin.goto("/people");
  await admin.getByRole("button", { name: "Add a person" }).click();
  await admin.getByLabel("Name").fill("Grace Hopper");
  await admin.getByLabel("E-mail").fill(email);
  await admin.getByRole("button", { name: "Make the link" }).click();
  const link = await admin.getByText(/\/invitation\//).textContent();
  await admin.getByRole("button", { name: "I have kept it" }).click();
  await expect(admin.getByText(/\/invitation\//)).toHaveCount(0);

  const invited = await visit();
  await invited.goto(link ?? "");
  await invited
    .getByLabel(/password/i)
    .first()
    .fill(password);
  await invited
    .getByRole("button")
    .filter({ hasText: /account|join|accept/i })
    .click();
  await expect(invited).not.toHaveURL(/invitation/);

  const grace = await visit();
  await grace.goto("/sign-in");
  await fillSignIn(grace, email, password);
  await admin.reload();
  await admin.getByRole("button", { name: "Change Grace Hopper" }).click();
  await admin.getByRole("menuitem", { name: "Party and roles" }).click();
  await admin.getByRole("checkbox", { name: "VP Engineering", exact: true }).check();
  await admin.getByRole("checkbox", { name: "on call as VP Engineering" }).check();
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("list", { name: "Roles of Grace Hopper" })).toHaveText(
    "VP Engineering, on call",
  );
  await grace.reload();
  await expect(grace.getByRole("region", { name: "On call now" })).toContainText(
    /Grace Hopper.*VP Engineering/,
  );

  await admin.getByRole("button", { name: "Change Grace Hopper" }).click();
  await admin.getByRole("menuitem", { name: "Remove" }).click();
  await admin.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(grace).toHaveURL(/\/sign-in/);
  await expect(admin.getByText("Grace Hopper", { exact: true })).toHaveCount(0);
});

test("an administrator cannot make himself a party's signer", async ({ enter }) => {
  const page = await enter("admin");
  await page.goto("/people");
  await page.getByRole("button", { name: "Change Alex Novak" }).click();
  await page.getByRole("menuitem", { name: "Party and roles" }).click();
  await page.getByLabel("Party").selectOption({ label: "Producer, MemoryKernel" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "You cannot give yourself Producer" }),
  ).toBeVisible();
  await expectNoBarrier(page);
});

test("an administrator makes somebody an auditor, who reads a room that they have no part in", async ({
  enter,
  visit,
}) => {
  const title = "Search answers nothing";
  const [admin, captain, auditor] = [await enter("admin"), await enter("captain"), await visit()];
  const nora = { name: "Nora Blum", email: "nora@example.com", party: "None", role: "VP Engineering" };
  await register(admin, "Journey audit");
  await invite(admin, auditor, nora);
  await admin.getByRole("button", { name: `Change ${nora.name}` }).click();
  await admin.getByRole("menuitem", { name: "Party and roles" }).click();
  await admin.getByRole("checkbox", { name: "Auditor" }).check();
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("alert").filter({ hasText: "holds no party and no role" })).toBeVisible();
  await expectNoBarrier(admin);
  await admin.getByRole("checkbox", { name: nora.role, exact: true }).uncheck();
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("list", { name: `Roles of ${nora.name}` })).toHaveText("Auditor");
  await declareOutage(captain, "Journey audit", title);
  await auditor.goto("/");
  await auditor.getByRole("link", { name: title }).click();
  await expect(auditor.getByText("You read as an auditor")).toBeVisible();
  await removePerson(admin, nora.name);
});

test("a webhook's secret is shown once, and the webhook can be turned off and removed", async ({ enter }) => {
  const page = await enter("admin");
  await page.goto("/settings/channels");
  await page.getByRole("button", { name: "Add a channel" }).click();
  await page.getByLabel("Name").fill("Journey paging");
  await page.getByLabel("Address").fill("http://example.com/hook");
  await page.getByLabel("Audience").selectOption({ label: "Stakeholders" });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "has to be https" })).toBeVisible();
  await page.getByLabel("Address").fill("https://example.com/hook");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  // The page behind the dialog has been read anew.
  await expect(
    page.getByRole("listitem", { includeHidden: true }).filter({ hasText: "Journey paging" }),
  ).toBeVisible();
  await expectNoBarrier(page);
  await page.getByRole("button", { name: "I have kept it" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "Journey paging" });
  await row.getByRole("button", { name: "Turn off Journey paging" }).click();
  await expect(row.getByText("Off", { exact: true })).toBeVisible();
  await page.reload();
  await expect(row.getByText("Off", { exact: true })).toBeVisible();
  expect(await page.content()).not.toContain("whsec_");
  await row.getByRole("button", { name: "Remove Journey paging" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Journey paging is removed")).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Channels" })).toBeVisible();
  await expect(row).toHaveCount(0);
});

test("a rule's address leads to its clause in the protocol", async ({ enter }) => {
  const page = await enter("stakeholder");
  await page.goto("/protocols/service-v3-rollback#MKC-3");
  await expect(page.getByRole("row", { name: /^Initial notice to every audience/ })).toBeInViewport();
  await page.goto("/protocols/service-v3-rollback#MKC-6");
  await expect(page.getByRole("heading", { name: "How do we go on?" })).toBeInViewport();
  await expect(page.getByText("Our reading.").first()).toBeAttached();
});

test("a rule in a room leads to its clause in the version that the incident keeps to", async ({ enter }) => {
  const page = await enter("commander");
  await declareEnvelope(page);
  const rule = page.getByRole("region", { name: "You owe now" }).getByRole("link", { name: /^MKC-/ }).first();
  const id = await rule.textContent();
  const pinned = new RegExp(`^/protocols/service-v3-rollback/versions/[0-9a-f]{64}#${id}$`);
  await expect(rule).toHaveAttribute("href", pinned);
  await rule.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/version \d+\.\d+\.\d+/);
  await expect(page.locator(":target")).toBeInViewport();
});
