import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import { type JourneyVoucher, vouchersFile } from "#scripts/testing/vouchers.ts";
import { plugInAuthenticator } from "./passkey.ts";
import { fillSignIn } from "./sign-in.ts";

/** Somebody else of the party is told of this person's passkey and countersigns it, in a browser and with a key of their own. */
export async function countersign(
  theirs: Page,
  party: string,
  person: string,
  label = "key ring",
): Promise<void> {
  const { url, password, dataDir } = consoleForJourneys();
  const vouchers: JourneyVoucher[] = JSON.parse(readFileSync(vouchersFile(dataDir), "utf8"));
  const worker = test.info().parallelIndex;
  const voucher = vouchers.find((one) => one.party === party && one.worker === worker);
  const context = await theirs.context().browser()?.newContext({ baseURL: url });
  if (voucher === undefined || context === undefined) throw new Error(`nobody countersigns for ${party}`);
  const page = await context.newPage();
  await page.goto("/inbox");
  await fillSignIn(page, voucher.email, password);
  await plugInAuthenticator(page, voucher);
  const told = page
    .getByRole("listitem")
    .filter({ hasText: `A passkey of ${person} waits` })
    .first();
  await told.getByRole("link", { name: "Settings, Security" }).click();
  await expect(page.getByRole("region", { name: "To countersign" })).toBeVisible();
  await page.getByRole("button", { name: `Countersign ${label} of ${person}` }).click();
  const dialog = page.getByRole("dialog", { name: `Countersign the passkey of ${person}` });
  await expect(dialog.getByLabel("Statement to sign")).toHaveValue(/holdpoint-countersignature-v1/);
  await dialog.getByRole("button", { name: "Sign with your passkey" }).click();
  await expect(dialog).toBeHidden();
  await context.close();
}
