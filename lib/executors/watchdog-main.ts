import { createInterface } from "node:readline";

// A process of its own, because a worker that is frozen cannot end its command, and by the time it wakes another may
// have begun the step again. `until PID MS` sets or moves a deadline, `end PID` takes it away; a worker that is gone
// takes everything with it.
const deadlines = new Map<number, NodeJS.Timeout>();

function kill(pid: number): void {
  deadlines.delete(pid);
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const [verb, group, ms] = line.split(" ");
    const pid = Number(group);
    if (!Number.isInteger(pid) || pid <= 1) return;
    clearTimeout(deadlines.get(pid));
    if (verb === "until") deadlines.set(pid, setTimeout(kill, Number(ms), pid));
    else deadlines.delete(pid);
  })
  .on("close", () => {
    for (const pid of deadlines.keys()) kill(pid);
    process.exit(0);
  });
