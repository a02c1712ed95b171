import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { type Containment, findContainment, type Wrapper } from "./containment.ts";
import { type OutputPiece, type OutputSummary, openOutput } from "./output.ts";
import { findProgram, isFolder, minimalPath } from "./program.ts";
import { type Ending, supervise } from "./supervision.ts";
import { type Hold, watch } from "./watchdog.ts";

export type CommandRun = {
  argv: readonly string[];
  cwd: string;
  /** All the variables there are, beside a minimal PATH and LANG: nothing of the worker's own leaks into a command. */
  environment: Readonly<Record<string, string>>;
  timeoutSeconds: number;
  signal?: AbortSignal | undefined;
  onOutput: (piece: OutputPiece) => void;
  secrets?: readonly string[];
  keepBytes?: number;
  wrapper?: Wrapper;
  /** Where it may run for as long as somebody holds it only. */
  hold?: Hold | undefined;
};

export type CommandResult = Ending &
  OutputSummary & {
    /** Milliseconds since 1970 by this machine's clock: for a log line, never for a deadline. */
    startedAt: number;
    durationMs: number;
    containment: Containment;
    summary: string;
  };

/**
 * Waits inside the command's containment for the word to begin. Because a worker can be frozen between the fork and the
 * watchdog's knowing of it, nothing may happen before both are sure; without the word it ends by itself. The argument list
 * is handed on as it is, and the shell's own variable is taken away again.
 */
const gate = ["/bin/sh", "-c", 'read -r go <&3 && unset PWD && exec "$@" 3<&-', "holdpoint-gate"];

/** Runs one argument list without a shell reading it, so that it dies with this process and leaves nothing behind. */
export async function executeCommand(run: CommandRun): Promise<CommandResult> {
  const wrapper = run.wrapper ?? (await findContainment());
  const environment = { PATH: minimalPath, LANG: "C.UTF-8", ...run.environment };
  const place = await findPlace(run, environment.PATH);
  const output = openOutput({
    secrets: run.secrets ?? [],
    onOutput: run.onOutput,
    ...(run.keepBytes === undefined ? {} : { keepBytes: run.keepBytes }),
  });
  const start = performance.now();
  const startedAt = performance.timeOrigin + start;
  const ending =
    "obstacle" in place || run.signal?.aborted
      ? neverStarted(run.signal?.aborted === true)
      : await startAndWait(run, wrapper, [place.program, ...run.argv.slice(1)], environment, output.take);
  const durationMs = performance.now() - start;
  const summary = "obstacle" in place ? place.obstacle : summaryOf(ending, run.timeoutSeconds);
  return { ...ending, ...output.end(), startedAt, durationMs, containment: wrapper.containment, summary };
}

async function findPlace(run: CommandRun, path: string): Promise<{ program: string } | { obstacle: string }> {
  if (!(await isFolder(run.cwd))) return { obstacle: `never started: there is no folder ${run.cwd}` };
  const [name = ""] = run.argv;
  const program = await findProgram(name, path, run.cwd);
  return program ? { program } : { obstacle: `never started: there is no program ${name || "(none named)"}` };
}

async function startAndWait(
  run: CommandRun,
  wrapper: Wrapper,
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  take: ReturnType<typeof openOutput>["take"],
): Promise<Ending> {
  const [file = "", ...options] = [...wrapper.prefix, ...gate, ...argv];
  let child: ChildProcess;
  try {
    child = spawn(file, options, {
      cwd: run.cwd,
      env: environment as NodeJS.ProcessEnv,
      shell: false,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
  } catch {
    // Too long a list or a NUL in a variable. The error's own words would repeat the variable.
    return neverStarted(false);
  }
  child.stdout?.on("data", (bytes: Buffer) => take("stdout", bytes));
  child.stderr?.on("data", (bytes: Buffer) => take("stderr", bytes));
  const unwatch = run.hold === undefined || child.pid === undefined ? null : watch(child.pid, run.hold);
  const hasBegun = begin(child, run.hold);
  try {
    const ending = await supervise(child, wrapper, {
      timeoutSeconds: run.timeoutSeconds,
      signal: run.signal,
    });
    return hasBegun ? ending : neverStarted(true);
  } finally {
    unwatch?.();
  }
}

/** Gives the word to begin, unless nobody holds the command any more; by now the watchdog ends it whatever happens here. */
function begin(child: ChildProcess, hold: Hold | undefined): boolean {
  const word = child.stdio[3] as Writable | null | undefined;
  // Its other end is gone where the watchdog was first, or the system refused to start it.
  word?.on("error", () => undefined);
  if (hold?.isKept() === false) {
    word?.destroy();
    return false;
  }
  word?.end("go\n");
  return true;
}

function neverStarted(wasCancelled: boolean): Ending {
  const outcome = wasCancelled ? "cancelled" : "failed";
  return { outcome, exitCode: null, exitSignal: null, hasStarted: false, mayStillRun: false };
}

function summaryOf(ending: Ending, timeoutSeconds: number): string {
  const remainder = ending.mayStillRun ? "; something of it may still run" : "";
  switch (ending.outcome) {
    case "succeeded":
      return `exit code 0${remainder}`;
    case "timed-out":
      return `not done within ${timeoutSeconds} s and stopped${remainder}`;
    case "cancelled":
      return ending.hasStarted ? `cancelled and stopped${remainder}` : "cancelled before it started";
    case "failed": {
      if (!ending.hasStarted) return "never started: the system refused to start it";
      const how = ending.exitCode === null ? `ended by ${ending.exitSignal}` : `exit code ${ending.exitCode}`;
      return how + remainder;
    }
  }
}
