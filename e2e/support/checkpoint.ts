import { expect, type Page } from "@playwright/test";

const sha = "cf331449e1589581a5dcbb3adecd3e9ae4509277";
export const lockedValues = {
  tag: "v0.3.2",
  sha,
  serviceContract: "service.v2",
  apiContract: "api.v1",
  integrationBaseline: "integration/v1",
};

/** A service of the producer with all five values in its approved baseline. */
export async function registerService(page: Page, name: string): Promise<void> {
  await page.goto("/services/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Key").fill(name.toLowerCase());
  await page.getByLabel("Owner").selectOption({ label: "Producer lead" });
  for (const [index, [value, text]] of Object.entries(lockedValues).entries()) {
    if (index > 1) await page.getByRole("button", { name: "Add a value" }).click();
    await page.getByLabel(`Name of value ${index + 1}`).fill(value);
    await page.getByLabel(`Value of ${value}`, { exact: true }).fill(text);
  }
  await page.getByRole("button", { name: "Register" }).click();
  await page.waitForURL(`**/services/${name.toLowerCase()}`);
}

/** Opens a checkpoint on a service whose approved baseline fills the lock by itself. */
export async function openCheckpoint(page: Page, service: string): Promise<string> {
  await page.goto("/checkpoints");
  await page.getByRole("link", { name: "Open a checkpoint" }).first().click();
  await page.getByLabel("Service", { exact: true }).selectOption({ label: `${service}, production` });
  await expect(page.getByLabel("Service contract")).toHaveValue("service.v2");
  await page.getByLabel("What it is about").fill(`Cutover of ${service}`);
  await page.getByRole("button", { name: "Lock the baseline and open" }).click();
  await page.waitForURL("**/checkpoints/CHK-*");
  return new URL(page.url()).pathname;
}
