import { checks } from "./checks/all.ts";
import { lineOfCounts } from "./counts.ts";
import { runTrial } from "./run.ts";

/** Long enough for every kind of fault to come once and more, short enough for every change. */
const plan = { seed: 20, lastsMs: 75_000, workers: 3, isLong: false, planted: null } as const;

/** The short form: each promise is a test. What happened is told only where one was broken. */
export async function runShortFaults(
  say: (line: string) => void,
): Promise<{ passed: number; failed: number }> {
  const lines: string[] = [];
  const report = await runTrial({ ...plan, say: (line) => lines.push(line) });
  if (report.findings.length > 0) say(lines.join("\n"));
  for (const { id, guarantee } of checks) {
    const broken = report.findings.filter((finding) => finding.id === id);
    say(`${broken.length === 0 ? "kept  " : "BROKEN"}  ${guarantee}`);
    for (const { what } of broken) say(`          ${what}`);
  }
  say(`npm run faults -- --minutes ${plan.lastsMs / 60_000} --seed ${plan.seed}: ${lineOfCounts(report)}`);
  const failed = new Set(report.findings.map(({ id }) => id)).size;
  return { passed: checks.length - failed, failed };
}
