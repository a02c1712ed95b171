import { parseArgs } from "node:util";
import { type Break, breaks, findBreak } from "./faults/breaks.ts";
import { lineOfCounts } from "./faults/counts.ts";
import { type Report, runTrial, type Trial } from "./faults/run.ts";
import { faultKinds, isFaultKind } from "./faults/schedule.ts";

const usage = `npm run faults [-- --minutes N] [--seed N] [--workers N] [--only KIND,KIND] [--break NAME|all]

Real processes, a real database, and a schedule of faults that the seed alone decides.
A finding is a promise that was broken, and ends in exit code 1.

--only leaves these kinds of faults: ${faultKinds.join(", ")}.

--break plants a defect that the checker must find:
${breaks.map(({ name, what }) => `  ${name.padEnd(22)}${what}`).join("\n")}`;

const say = (line: string) => console.log(line);
const brokenMinutes = 0.5;

async function tell(trial: Trial): Promise<Report> {
  say(commandFor(trial));
  const report = await runTrial(trial);
  for (const { id, guarantee, what } of report.findings) say(`FOUND  ${id}: ${guarantee}\n       ${what}`);
  return report;
}

/** What must be typed to have the same faults again. */
function commandFor({ seed, lastsMs, workers, planted, kinds }: Trial): string {
  const options = [`--minutes ${lastsMs / 60_000}`, `--seed ${seed}`, `--workers ${workers}`];
  if (kinds !== undefined) options.push(`--only ${kinds.join()}`);
  return `npm run faults -- ${[...options, ...(planted === null ? [] : [`--break ${planted.name}`])].join(" ")}`;
}

/** Whether the checker found what was planted. */
async function tellBroken(trial: Trial, planted: Break): Promise<boolean> {
  const report = await tell({ ...trial, planted });
  const isFound = report.findings.some(({ id }) => id === planted.found);
  say(lineOfCounts(report));
  say(`${planted.name}: ${isFound ? "found" : "NOT FOUND"} (${planted.what})`);
  return isFound;
}

function readTrial(): { trial: Trial; planted: readonly Break[] } | null {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      workers: { type: "string", default: "3" },
      break: { type: "string" },
      only: { type: "string" },
    },
  });
  const one = findBreak(values.break ?? "");
  const planted = values.break === "all" ? breaks : one === undefined ? [] : [one];
  const minutes = Number(values.minutes ?? (planted.length === 0 ? 2 : brokenMinutes));
  const [seed, workers] = [Number(values.seed), Number(values.workers)];
  const isKnown = values.break === undefined || planted.length > 0;
  if (!isKnown || !(minutes > 0) || !Number.isInteger(seed) || !(workers >= 1 && workers <= 9)) return null;
  const lastsMs = minutes * 60_000;
  const kinds = values.only?.split(",").filter(isFaultKind);
  if (kinds?.length === 0) return null;
  return {
    trial: { seed, lastsMs, workers, isLong: minutes >= 5, planted: null, say, ...(kinds && { kinds }) },
    planted,
  };
}

const asked = readTrial();
if (asked === null) {
  say(usage);
  process.exitCode = 2;
} else if (asked.planted.length === 0) {
  const report = await tell(asked.trial);
  process.exitCode = report.findings.length === 0 ? 0 : 1;
  say(lineOfCounts(report));
} else {
  const found: boolean[] = [];
  for (const planted of asked.planted) found.push(await tellBroken(asked.trial, planted));
  const count = found.filter(Boolean).length;
  // A planted defect is a finding as any other; one that was not seen is a fault of the checker.
  process.exitCode = count === found.length ? 1 : 3;
  say(`${count} of ${found.length} planted defects found`);
}
