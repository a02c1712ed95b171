import { attemptsOf } from "./checks/attempts.ts";
import { latenessOf } from "./checks/clocks.ts";
import type { Report } from "./run.ts";

/** The run in one line, for whoever reads only the last. */
export function lineOfCounts({ evidence, findings, faults }: Report): string {
  const entries = evidence.streams.flatMap((stream) => stream.entries);
  const count = (type: string) => entries.filter((entry) => entry.type === type).length;
  const late = latenessOf(evidence).sort((one, other) => one - other);
  const middle = late[Math.floor(late.length / 2)] ?? 0;
  const arrivals = evidence.arrivals.length;
  const again = arrivals - new Set(evidence.arrivals.map(({ key }) => key)).size;
  return [
    `${faults} faults`,
    `${evidence.deeds.filter(({ what }) => what === "killed").length} workers killed`,
    `${evidence.streams.length} incidents`,
    `${entries.length} entries`,
    `${evidence.asked.filter(({ answer }) => answer === "accepted").length} acknowledged`,
    `${late.length} clocks breached (middle ${middle} ms late, worst ${late.at(-1) ?? 0})`,
    `${attemptsOf(evidence).length} attempts`,
    `${count("StepInDoubt")} in doubt`,
    `${arrivals} messages (${again} again)`,
    `${findings.length} findings`,
  ].join(", ");
}
