import type { ChildProcess } from "node:child_process";
import { type ChildPlan, startChild, stopChild } from "./child.ts";

const longestWaitMs = 15_000;
const healthyAfterMs = 60_000;

/** Keeps one child running: a child that dies unexpectedly is started again, later each time. */
export function keepRunning(plan: ChildPlan, say: (sentence: string) => void) {
  let child: ChildProcess;
  let isStopping = false;
  let waitMs = 500;
  let next: NodeJS.Timeout | undefined;

  const start = () => {
    child = startChild(plan);
    const startedAt = performance.now();
    child.once("exit", (code, signal) => {
      if (isStopping) return;
      if (performance.now() - startedAt > healthyAfterMs) waitMs = 500;
      say(`The ${plan.name} process ended (${signal ?? `exit code ${code}`}); again in ${waitMs / 1000} s.`);
      next = setTimeout(start, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
  };
  start();

  return {
    stop: async (withinSeconds: number) => {
      isStopping = true;
      clearTimeout(next);
      await stopChild(child, withinSeconds);
    },
  };
}
