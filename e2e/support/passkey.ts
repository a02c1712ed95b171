import { expect, type Page } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";

/** A security key in this page's browser: what it makes stays in it, as in a person's own device. */
export async function plugInAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Enrols a passkey on the security page, where the page is now. */
export async function enrolPasskey(page: Page, label: string): Promise<void> {
  await plugInAuthenticator(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByLabel("Name of the passkey").fill(label);
  const panel = page.getByRole("region", { name: "Passkeys" });
  await panel.getByLabel("Your password").fill(consoleForJourneys().password);
  await page.getByRole("button", { name: "Make the passkey" }).click();
  await expect(panel.getByText(label, { exact: true })).toBeVisible();
}
