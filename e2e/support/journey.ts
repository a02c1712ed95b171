import { type BrowserContextOptions, test as base, type Page } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import type { Who } from "./people.ts";
import { signedInState } from "./sign-in.ts";

/** What a browser complained of. A test that provokes a complaint on purpose says which, in words. */
class Complaints {
  readonly #heard: string[] = [];
  readonly #provoked: RegExp[] = [];

  listenTo(page: Page): void {
    page.on("console", (message) => {
      if (message.type() === "error") this.#heard.push(`${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => this.#heard.push(error.message));
  }

  provoke(pattern: RegExp): void {
    this.#provoked.push(pattern);
  }

  unprovoked(): string[] {
    return this.#heard.filter((one) => !this.#provoked.some((pattern) => pattern.test(one)));
  }
}

export type Journey = {
  complaints: Complaints;
  /** A browser of this person's own, signed in. */
  enter: (who: Who, options?: BrowserContextOptions) => Promise<Page>;
  /** A browser of nobody. */
  visit: (options?: BrowserContextOptions) => Promise<Page>;
};

/** Journeys of several people, each in a browser of their own; any complaint in any browser's console fails the test. */
export const test = base.extend<Journey>({
  complaints: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const complaints = new Complaints();
      await use(complaints);
      base.expect(complaints.unprovoked(), "the browsers' consoles").toEqual([]);
    },
    { auto: true },
  ],
  visit: async ({ browser, complaints }, use) => {
    const pages: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL: consoleForJourneys().url, ...options });
      const page = await context.newPage();
      complaints.listenTo(page);
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
  enter: async ({ browser, visit }, use) => {
    await use(async (who, options) => visit({ ...options, storageState: await signedInState(browser, who) }));
  },
});
