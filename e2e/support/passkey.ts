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

/** Enrols a passkey where it is first needed: in the dialog that asks for the signature. */
export async function enrolPasskeyAtSigning(page: Page, label: string): Promise<void> {
  await plugInAuthenticator(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name of the passkey").fill(label);
  await dialog.getByLabel("Your password").fill(consoleForJourneys().password);
  await dialog.getByRole("button", { name: "Make the passkey" }).click();
  await expect(dialog.getByRole("button", { name: "Sign with your passkey" })).toBeVisible();
}
