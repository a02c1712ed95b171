/** Makes the README's picture from the running product: a real incident, in the middle of its real rollback. */
import { join } from "node:path";
import { type Browser, chromium, expect, type Page } from "@playwright/test";
import type { Who } from "../e2e/support/people.ts";
import * as room from "../e2e/support/room.ts";
import { signedInState } from "../e2e/support/sign-in.ts";
import { root } from "./root.ts";
import { bringBrowser, browserArguments } from "./testing/browser.ts";
import { consoleForJourneys } from "./testing/console-for-journeys.ts";
import serveJourneys from "./testing/serve-journeys.ts";

const say = (sentence: string) => console.log(sentence);

async function enter(browser: Browser, who: Who): Promise<Page> {
  const context = await browser.newContext({
    baseURL: consoleForJourneys().url,
    storageState: await signedInState(browser, who),
    viewport: { width: 1440, height: 900 },
    colorScheme: "dark",
  });
  return context.newPage();
}

async function leadToRollback(browser: Browser): Promise<Page> {
  const [commander, comms, producer] = await Promise.all([
    enter(browser, "commander"),
    enter(browser, "comms"),
    enter(browser, "producer"),
  ]);
  const reference = await room.declareEnvelope(commander, {
    also: async (page) => {
      await page.getByLabel("Impact").fill("Every third order ends in an error nobody can read.");
      await page.getByLabel("Immediate actions").fill("We go back to 1.4.2; Maya leads.");
    },
  });
  for (const page of [comms, producer]) await room.openRoom(page, reference);
  await room.writeNote(commander, "Half of all answers are malformed since the release of 1.5.0.");
  await room.act(comms, "Write: Initial incident notice");
  await room.submit(comms, "Send the notice");
  const recommendation = await room.pay(producer, "Producer recommends the rollback");
  await recommendation.getByLabel("Why do you recommend it?").fill("1.5.0 changed the error envelope.");
  await room.submit(producer, "Recommend the rollback");
  await expect(room.clockCard(commander, "Initial notice to every audience")).toContainText("Met");
  await room.pay(commander, /^Start the rollback/);
  await room.startRollback(commander, "MKC-2.1 asks for it at once.");
  return commander;
}

const stop = await serveJourneys();
try {
  const browser = await chromium.launch({ executablePath: await bringBrowser(say), args: browserArguments });
  const page = await leadToRollback(browser);
  await expect(room.step(page, "Undo the database migration")).toContainText("Running", { timeout: 60_000 });
  await page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Dismiss" }).click();
  const path = join(root, "docs", "pictures", "war-room.png");
  await page.screenshot({ path, animations: "disabled" });
  await browser.close();
  say(`Wrote ${path}`);
} finally {
  await stop();
}
