import { type ChildProcess, spawn } from "node:child_process";
import type { Wrapper } from "./containment.ts";

const drainMs = 2000;
const giveUpMs = 5000;

export type Ending = {
  outcome: "succeeded" | "failed" | "timed-out" | "cancelled";
  exitCode: number | null;
  exitSignal: string | null;
  hasStarted: boolean;
  /** Something of the command could not be seen to end: a pipe stayed open, or the kill found no exit. */
  mayStillRun: boolean;
};

/** Waits for a child and settles in every case: it ends, it outlives its time, it is cancelled, it cannot be killed, or a grandchild holds its pipes. */
export function supervise(
  child: ChildProcess,
  wrapper: Wrapper,
  limits: { timeoutSeconds: number; signal: AbortSignal | undefined },
): Promise<Ending> {
  return new Promise((settled) => {
    const guard = wrapper.containment === "process-group" ? guardGroup(child) : null;
    const timers: NodeJS.Timeout[] = [];
    let stoppedAs: "timed-out" | "cancelled" | null = null;
    let exit: { code: number | null; signal: string | null } | null = null;

    const finish = (hasStarted: boolean, mayStillRun: boolean) => {
      for (const timer of timers) clearTimeout(timer);
      limits.signal?.removeEventListener("abort", cancel);
      guard?.kill("SIGKILL");
      child.stdout?.destroy();
      child.stderr?.destroy();
      const outcome = stoppedAs ?? (exit?.code === 0 ? "succeeded" : "failed");
      settled({
        outcome,
        exitCode: exit?.code ?? null,
        exitSignal: exit?.signal ?? null,
        hasStarted,
        mayStillRun,
      });
    };
    const stop = (as: "timed-out" | "cancelled") => {
      if (exit || stoppedAs) return;
      stoppedAs = as;
      killTree(child);
      timers.push(setTimeout(finish, giveUpMs, true, true));
    };
    const cancel = () => stop("cancelled");

    child.once("error", () => {
      if (child.pid === undefined) finish(false, false);
    });
    child.once("exit", (code, signal) => {
      exit = { code, signal };
      // What the command left behind in its group goes with it, because a step that is over must not go on working.
      killTree(child);
      timers.push(setTimeout(finish, drainMs, true, true));
    });
    child.once("close", () => {
      if (exit) finish(true, false);
    });
    timers.push(setTimeout(stop, limits.timeoutSeconds * 1000, "timed-out"));
    limits.signal?.addEventListener("abort", cancel, { once: true });
    if (limits.signal?.aborted) cancel();
  });
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is empty: everything in it has ended.
  }
  child.kill("SIGKILL");
}

/** Without a namespace only the first process dies with the worker. This one waits for the worker's end of a pipe to close, which no kill can prevent, and then ends the rest of the group. */
function guardGroup(child: ChildProcess): ChildProcess | null {
  if (child.pid === undefined) return null;
  const script = 'read -r nothing; kill -s KILL -- "-$1"';
  const guard = spawn("/bin/sh", ["-c", script, "holdpoint-group-guard", String(child.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    env: {} as NodeJS.ProcessEnv,
  });
  guard.on("error", () => undefined);
  guard.stdin?.on("error", () => undefined);
  guard.unref();
  return guard;
}
