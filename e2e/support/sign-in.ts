import { mkdirSync, renameSync, statSync } from "node:fs";
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

// Signing in counts as a confirmation for 15 minutes, which a journey begun with it must not outlive.
const keptForMs = 8 * 60_000;

const isKept = (file: string): boolean => {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - made < keptForMs;
};

/** A browser state in which this person signed in a few minutes ago at most; the journeys of that while share it. */
export async function signedInState(browser: Browser, who: Who): Promise<string> {
  const { url, password, dataDir } = consoleForJourneys();
  const folder = join(dataDir, "signed-in");
  const file = join(folder, `${who}.json`);
  if (isKept(file)) return file;
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
