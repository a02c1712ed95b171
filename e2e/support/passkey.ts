import type { Page } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";

/** A key that was made elsewhere: its id in base64url, itself as PKCS #8 in base64. */
type HeldKey = { credentialId: string; privateKey: string };

/** A security key in this page's browser: what it makes stays in it, as in a person's own device. */
export async function plugInAuthenticator(page: Page, holding?: HeldKey): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  if (holding === undefined) return;
  const { credentialId, privateKey } = holding;
  const credential = {
    credentialId: Buffer.from(credentialId, "base64url").toString("base64"),
    isResidentCredential: false,
    rpId: new URL(consoleForJourneys().url).hostname,
    privateKey,
    // It counts on from the time, because the key is plugged in anew each time and a counter never goes back.
    signCount: Math.floor((Date.now() - 1.75e12) / 100),
  };
  await session.send("WebAuthn.addCredential", { authenticatorId, credential });
}

/** Enrols a passkey where it is first needed: in the dialog that asks for the signature. */
export async function enrolPasskeyAtSigning(page: Page, label: string): Promise<void> {
  await plugInAuthenticator(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name of the passkey").fill(label);
  await dialog.getByLabel("Your password").fill(consoleForJourneys().password);
  await dialog.getByRole("button", { name: "Make the passkey" }).click();
}
