import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import { people, type Who } from "./people.ts";

export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** A browser state in which this person is signed in: through the page the first time, kept for everybody after. */
export async function signedInState(browser: Browser, who: Who): Promise<string> {
  const { url, password, dataDir } = consoleForJourneys();
  const folder = join(dataDir, "signed-in");
  const file = join(folder, `${who}.json`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await page.goto("/sign-in?return=/settings/security");
  await fillSignIn(page, people[who].email, password);
  // Renamed into place, because another worker may look for it at the same moment.
  const half = `${file}.${process.pid}`;
  await context.storageState({ path: half });
  renameSync(half, file);
  await context.close();
  return file;
}
