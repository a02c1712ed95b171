import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";

export type ChildPlan = {
  name: string;
  args: string[];
  cwd: string;
  env: Record<string, string | undefined>;
  /** A file that holds the process id while the child runs. */
  pidFile?: string;
  /** Sees each line; a line for which it gives false is not printed. */
  onLine?: (line: string) => boolean;
};

const width = 7;
const endWithStarter = new URL("./end-with-starter.ts", import.meta.url).href;

function print(name: string, line: string): void {
  process.stdout.write(`${name.padEnd(width)}| ${line}\n`);
}

/** A Node process of ours in a process group of its own, its output printed line by line under its name. */
export function startChild(plan: ChildPlan): ChildProcess {
  const options = ["--disable-warning=ExperimentalWarning", `--import=${endWithStarter}`];
  const env: Record<string, string | undefined> = {
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    ...plan.env,
  };
  const child = spawn(process.execPath, [...options, ...plan.args], {
    cwd: plan.cwd,
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Because Ctrl-C reaches every process of a group at once, and we stop them in order.
    detached: true,
  });
  if (plan.pidFile && child.pid) {
    mkdirSync(dirname(plan.pidFile), { recursive: true });
    writeFileSync(plan.pidFile, String(child.pid));
  }
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      if (plan.onLine?.(line) ?? true) print(plan.name, line);
    });
  }
  // What it left behind in its group goes at once: later its number may be somebody else's.
  child.once("exit", () => killGroup(child));
  return child;
}

const isAlive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Asks the child to end, and ends its whole group when it has not done so in time. */
export async function stopChild(child: ChildProcess, withinSeconds: number): Promise<void> {
  if (!isAlive(child)) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => killGroup(child), withinSeconds * 1000);
  await gone;
  clearTimeout(late);
}
