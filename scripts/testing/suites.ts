import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { root } from "#scripts/root.ts";

export type Tally = { passed: number; failed: number };

export const addTallies = (tallies: Tally[]): Tally => ({
  passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
  failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
});

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** A file that fails before its first test counts as one failure, since it has no failed test to count. */
export function tallyVitest(report: unknown): Tally {
  const { numPassedTests, numFailedTests, success, testResults } = vitestReport.parse(report);
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  );
  const failed = numFailedTests + broken.length;
  return { passed: numPassedTests, failed: failed === 0 && !success ? 1 : failed };
}

const journeyReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** A journey that was skipped or passed only at a second try has not shown what it is for. */
export function tallyJourneys(report: unknown): Tally {
  const { stats, errors } = journeyReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}

/** What the last run of each suite found; kept until its next run, and never committed. */
const reports = join(root, ".reports");
export const reportFiles = {
  vitest: join(reports, "vitest.json"),
  journeys: join(reports, "journeys.json"),
  rules: join(reports, "rules.txt"),
};
export const forgetReports = () => rm(reports, { recursive: true, force: true });

type Suite = {
  file: string;
  args: string[];
  env: (reportFile: string) => Record<string, string>;
  tally: (report: unknown) => Tally;
};

async function runSuite({ file, args, env, tally }: Suite): Promise<Tally> {
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  const child = spawn(
    process.execPath,
    args.map((arg) => arg.replace("{report}", file)),
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env(file) },
    },
  );
  const [code] = await once(child, "exit");
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const counted = tally(JSON.parse(readFileSync(file, "utf8")));
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

const vitest = (file: string, reporter: string, more: string[]): Suite => ({
  file,
  args: [
    ...["node_modules/vitest/vitest.mjs", "run", `--reporter=${reporter}`, "--reporter=json"],
    ...["--outputFile.json={report}", ...more],
  ],
  env: () => ({}),
  tally: tallyVitest,
});

export const runVitest = () => runSuite(vitest(reportFiles.vitest, "default", []));
/** The tests that need no database, all of them or those of one folder. */
export const runUnit = (file: string, folders: string[]) =>
  runSuite(vitest(file, "default", ["--project=unit", ...folders]));

export const runJourneys = () =>
  runSuite({
    file: reportFiles.journeys,
    args: ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
    env: (file) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
    tally: tallyJourneys,
  });
