import { expect, type Page } from "@playwright/test";
import { withClient } from "#scripts/postgres/roles.ts";
import { consoleForJourneys, journeyDatabase } from "#scripts/testing/console-for-journeys.ts";
import { expectNoBarrier } from "./support/barriers.ts";
import { invite, ownPassword, removePerson } from "./support/invite.ts";
import { test } from "./support/journey.ts";
import { enrol } from "./support/own-means.ts";

const wanda = {
  name: "Wanda Maris",
  email: "wanda@example.com",
  party: "Producer, MemoryKernel",
  role: "Producer lead",
};

async function ageConfirmations(email: string): Promise<void> {
  await withClient((await journeyDatabase()).superuser, (client) =>
    client.query(
      `UPDATE "UserSession" SET confirmed_at = clock_timestamp() - interval '16 minutes'
       WHERE person_id = (SELECT id FROM "Person" WHERE email = $1)`,
      [email],
    ),
  );
}

async function setTheme(page: Page, value: "dark" | "light"): Promise<void> {
  await page.context().addCookies([{ name: "theme", value, url: consoleForJourneys().url }]);
}

test("whoever signed in a while ago confirms by passkey or password before something dangerous, which then happens once with what was typed", async ({
  enter,
  visit,
}) => {
  const [admin, own] = [await enter("admin"), await visit({ viewport: { width: 390, height: 844 } })];
  await invite(admin, own, wanda);
  try {
    await enrol(own);
    await setTheme(own, "dark");
    await own.goto("/settings/tokens");
    await ageConfirmations(wanda.email);
    await own.getByRole("button", { name: "Make a token" }).click();
    const making = own.getByRole("dialog", { name: "Make a token" });
    const confirming = own.getByRole("dialog", { name: "Confirm that it is you" });
    await making.getByLabel("Name").fill("Nightly pipeline");
    await making.getByRole("button", { name: "Make", exact: true }).click();

    await test.step("Escape leaves everything as it was and says so", async () => {
      await expect(confirming.getByRole("button", { name: "Confirm with your passkey" })).toBeVisible();
      await expect(confirming.getByLabel("Your password")).toBeFocused();
      await expectNoBarrier(own);
      await own.keyboard.press("Escape");
      await expect(confirming).toBeHidden();
      await expect(making.getByRole("alert")).toContainText("Nothing was done");
      await expect(making.getByLabel("Name")).toHaveValue("Nightly pipeline");
      await expect(making.getByRole("button", { name: "Make", exact: true })).toBeFocused();
    });

    await test.step("a wrong password is refused in words, and the passkey confirms", async () => {
      await making.getByRole("button", { name: "Make", exact: true }).click();
      await confirming.getByLabel("Your password").fill("not the password");
      await confirming.getByRole("button", { name: "Confirm with your password" }).click();
      await expect(confirming.getByRole("alert")).toContainText("The password is not right.");
      await confirming.getByRole("button", { name: "Confirm with your passkey" }).click();
      await expect(own.getByRole("dialog", { name: "Give this token to the pipeline" })).toBeVisible();
      await own.getByRole("button", { name: "I have kept it" }).click();
      await expect(own.getByRole("listitem").filter({ hasText: "Nightly pipeline" })).toHaveCount(1);
      await expect(own.getByText("1 in use")).toBeVisible();
    });

    await test.step("who confirmed just now is not asked again, and the password confirms as well", async () => {
      await setTheme(own, "light");
      await own.reload();
      for (const name of ["Second pipeline", "Third pipeline"]) {
        await own.getByRole("button", { name: "Make a token" }).click();
        await making.getByLabel("Name").fill(name);
        await making.getByRole("button", { name: "Make", exact: true }).click();
        if (name === "Third pipeline") {
          await expect(confirming.getByRole("button", { name: "Confirm with your passkey" })).toBeVisible();
          await expectNoBarrier(own);
          await confirming.getByLabel("Your password").fill(ownPassword);
          await confirming.getByRole("button", { name: "Confirm with your password" }).click();
        }
        await own.getByRole("button", { name: "I have kept it" }).click();
        await ageConfirmations(wanda.email);
      }
      await expect(own.getByText("3 in use")).toBeVisible();
    });
  } finally {
    await removePerson(admin, wanda.name);
  }
});
