import { expect, type Page } from "@playwright/test";

/** Registers a service of one's own, so that no other journey's freeze or rollback is in the way; gives its key. */
export async function register(page: Page, name: string): Promise<string> {
  const key = name.toLowerCase().replaceAll(" ", "-");
  await page.goto("/services/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Key").fill(key);
  await page.getByLabel("Owner").selectOption({ label: "Release Captain" });
  await page.getByLabel("Value of release").fill("1.0.0");
  await page.getByRole("button", { name: "Leave out configuration" }).click();
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  return key;
}
