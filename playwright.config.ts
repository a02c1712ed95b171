import { defineConfig } from "@playwright/test";
import { browserArguments, findBrowser } from "./scripts/testing/browser.ts";

const browser = findBrowser();
// Set by the global setup, and seen by the workers, which read this file again.
const served = process.env.HOLDPOINT_JOURNEY_CONSOLE;

/** The shop is one, and a rollback changes it: these take turns. */
const turningTheShop = /(rollback-journey|planned-rollback|authority|owed-walk|step-output)[.]spec[.]ts$/;
/** These take the worker and the database away, so they come when nobody else is at work. */
const takingAway = /(faults|by-hand|two-of-each)[.]spec[.]ts$/;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./scripts/testing/serve-journeys.ts",
  outputDir: "test-results",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Ceilings for a machine that others load, too: how fast a screen is, a bench says.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    ...(served && { baseURL: JSON.parse(served).url }),
    browserName: "chromium",
    actionTimeout: 30_000,
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // Without a film of every browser: it takes half as long again, and the page as it was stands in the trace.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: { args: browserArguments, ...(browser && { executablePath: browser }) },
  },
  projects: [
    { name: "shop", testMatch: turningTheShop, workers: 1 },
    { name: "console", testIgnore: [turningTheShop, takingAway] },
    { name: "faults", testMatch: takingAway, workers: 1, dependencies: ["shop", "console"] },
  ],
});
