import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "#lib/protocols/rules/index.ts";
import { isKnown, lastReports, reportRules } from "./rules/report.ts";
import { runUnit } from "./testing/suites.ts";

const say = (line: string) => console.log(line);
const names = process.argv.slice(2);
const unknown = names.filter((name) => !isKnown(name));

/** The unit tests run now; what the database tests and the journeys show comes from the last `npm test`. */
async function runUnitTests() {
  const folder = await mkdtemp(join(tmpdir(), "holdpoint-rules-"));
  try {
    const report = join(folder, "unit.json");
    await runUnit(report, names.length === 0 ? [] : ["lib/protocols"]);
    return lastReports(report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<boolean> {
  const reports = await runUnitTests();
  const counted = await reportRules(reports, names, say);
  if (names.length > 0) say("Of the unit tests, those of lib/protocols were run now and no others.");
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
  const packs = [...new Set(rules.map(({ pack }) => pack))].join(", ");
  say(
    `${unknown.join(", ")} is neither a rule's id, such as MKC-3, nor a pack with rules; these are: ${packs}.`,
  );
  process.exitCode = 1;
} else {
  process.exitCode = (await main()) ? 0 : 1;
}
