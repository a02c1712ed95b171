import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "#lib/protocols/rules/index.ts";
import { lastReports, reportRules } from "./rules/report.ts";
import { runUnit } from "./testing/suites.ts";

const say = (line: string) => console.log(line);
const known = [...new Set(rules.map(({ pack }) => pack))];
const packs = process.argv.slice(2);
const unknown = packs.filter((pack) => !known.includes(pack));

/** The unit tests run now; what the database tests and the journeys show comes from the last `npm test`. */
async function runUnitTests() {
  const folder = await mkdtemp(join(tmpdir(), "holdpoint-rules-"));
  try {
    const report = join(folder, "unit.json");
    await runUnit(report, packs.length === 0 ? [] : ["lib/protocols"]);
    return lastReports(report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<boolean> {
  const reports = await runUnitTests();
  const counted = await reportRules(reports, packs, say);
  if (packs.length > 0) say("Of the unit tests, those of lib/protocols were run now and no others.");
  for (const suite of ["postgres", "journeys"] as const) {
    const report = reports[suite];
    say(
      report === null
        ? `${suite}: not run here yet; npm test runs them.`
        : `${suite}: as the run that ended at ${report.at.toISOString()} left them; npm test runs them again.`,
    );
  }
  return counted.failed === 0;
}

if (unknown.length > 0) {
  say(`${unknown.join(", ")} is no pack with rules; there are: ${known.join(", ")}.`);
  process.exitCode = 1;
} else {
  process.exitCode = (await main()) ? 0 : 1;
}
