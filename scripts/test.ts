import { type CheckResult, runCheck, runQuickChecks } from "./check/all.ts";
import { knip } from "./check/tools.ts";
import { root } from "./root.ts";
import { lastReports, reportRules } from "./rules/report.ts";
import { buildScreens, generateClient } from "./start/build.ts";
import { bringBrowser } from "./testing/browser.ts";
import { failedInJourneys, failedInVitest, namesIn } from "./testing/failed-tests.ts";
import {
  addTallies,
  forgetReports,
  reportFiles,
  runJourneys,
  runVitest,
  type Tally,
} from "./testing/suites.ts";

const say = (sentence: string) => console.log(sentence);
const failure: Tally = { passed: 0, failed: 1 };

function tallyOf(results: CheckResult[]): Tally {
  const failed = results.filter(({ findings }) => findings.length > 0).length;
  return { passed: results.length - failed, failed };
}

/** Runs one part; whatever keeps it from running is itself a failure, and the other parts still run. */
async function part(name: string, work: () => Promise<Tally>): Promise<Tally> {
  say(`\n== ${name}`);
  const startedAt = performance.now();
  const tally = await work().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    return failure;
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  say(`== ${name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`);
  return tally;
}

async function journeys(): Promise<Tally> {
  await bringBrowser(say);
  await buildScreens(say);
  return runJourneys();
}

async function main(): Promise<Tally> {
  await forgetReports();
  await generateClient(say);
  const tallies = [
    await part("checks", async () => tallyOf(await runQuickChecks(root))),
    await part("unused code and dependencies", async () =>
      tallyOf([await runCheck({ name: "knip", run: knip }, root)]),
    ),
    await part("unit and database tests", runVitest),
    // Loaded late, because it stands on the database client that was only generated now.
    await part("faults", async () => (await import("./faults/short.ts")).runShortFaults(say)),
    await part("journeys in a browser", journeys),
    await part("rules", () => reportRules(lastReports(reportFiles.vitest), [], say)),
  ];
  return addTallies(tallies);
}

const total = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return failure;
});
const names = [
  ...namesIn(reportFiles.vitest, failedInVitest),
  ...namesIn(reportFiles.journeys, failedInJourneys),
];
if (names.length > 0) say(`\nFailed:\n${names.map((name) => `  ${name}`).join("\n")}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
say(`\n${total.passed} passed, ${total.failed} failed`);
