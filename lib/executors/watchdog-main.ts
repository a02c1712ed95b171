import { createInterface } from "node:readline";
import { monotonicMs } from "./monotonic.ts";

// A process of its own, because a worker that is frozen cannot end its command, and by the time it wakes another may
// have begun the step again. `until PID AT` sets or moves a deadline, `end PID` takes it away; a worker that is gone
// takes everything with it. A deadline is an instant of the clock that both processes share, because a line may lie
// here for a while: until this process has started, or while the machine is busy.
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
    const [verb, group, at] = line.split(" ");
    const pid = Number(group);
    if (!Number.isInteger(pid) || pid <= 1) return;
    clearTimeout(deadlines.get(pid));
    if (verb === "until") deadlines.set(pid, setTimeout(kill, Math.max(0, Number(at) - monotonicMs()), pid));
    else deadlines.delete(pid);
  })
  .on("close", () => {
    for (const pid of deadlines.keys()) kill(pid);
    process.exit(0);
  });
