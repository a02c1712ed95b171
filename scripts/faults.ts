import { parseArgs } from "node:util";
import { lineOfCounts } from "./faults/counts.ts";
import { runTrial } from "./faults/run.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    workers: { type: "string", default: "3" },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed);
const say = (line: string) => console.log(line);

say(`npm run faults -- --minutes ${minutes} --seed ${seed}`);
const report = await runTrial({
  ...{ seed, lastsMs: minutes * 60_000, workers: Number(values.workers), isLong: minutes >= 5 },
  ...{ preload: null, workerSettings: {}, spoil: { before: [], after: [] }, say },
});
for (const { guarantee, what } of report.findings) say(`FOUND  ${guarantee}\n       ${what}`);
process.exitCode = report.findings.length === 0 ? 0 : 1;
say(lineOfCounts(report));
