import { expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { ownPassword } from "./invite.ts";
import { plugInAuthenticator } from "./passkey.ts";

/** Makes a passkey on the security page. */
export async function enrol(page: Page): Promise<void> {
  await page.goto("/settings/security");
  await plugInAuthenticator(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByLabel("Name of the passkey").fill("key ring");
  const panel = page.getByRole("region", { name: "Passkeys" });
  await panel.getByLabel("Your password").fill(ownPassword);
  await page.getByRole("button", { name: "Make the passkey" }).click();
  await expect(panel.getByText("1 enrolled")).toBeVisible();
}

/** Sets up one-time codes and gives the app that makes them. */
export async function setUpCodes(page: Page): Promise<TOTP> {
  await page.goto("/settings/security");
  await page.getByRole("region", { name: /codes/i }).getByLabel("Your password").fill(ownPassword);
  await page.getByRole("button", { name: "Set up codes" }).click();
  return confirmNewApp(page);
}

/** Reads the secret that the page shows into an app, and confirms with the app's code. */
export async function confirmNewApp(page: Page): Promise<TOTP> {
  const typed = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent();
  const app = new TOTP({ secret: Secret.fromBase32((typed ?? "").replaceAll(" ", "")) });
  await page.getByLabel("The code that the app shows").fill(app.generate());
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("An authenticator app is set up")).toBeVisible();
  return app;
}
