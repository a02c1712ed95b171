import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { monotonicMs } from "./monotonic.ts";

/** How long a command may go on without another word; whoever holds its lease says so again and again. */
export type Hold = {
  /** Calls back at once and with each renewal: so many milliseconds from now. Gives the way to stop it. */
  onKept: (listener: (leftMs: number) => void) => () => void;
  /** By the clock, not by a timer: a process that was frozen wakes before its timers do. */
  isKept: () => boolean;
};

const main = fileURLToPath(new URL("./watchdog-main.ts", import.meta.url));

let watchdog: ChildProcess | undefined;

/** Has a command's processes ended when its hold runs out, even though this process is frozen then. Gives the way to stop. */
export function watch(pid: number, hold: Hold): () => void {
  const say = (line: string) => void running().stdin?.write(`${line}\n`);
  const stop = hold.onKept((leftMs) => say(`until ${pid} ${Math.ceil(monotonicMs() + leftMs)}`));
  return () => {
    stop();
    say(`end ${pid}`);
  };
}

function running(): ChildProcess {
  if (watchdog !== undefined) return watchdog;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main], {
    stdio: ["pipe", "ignore", "ignore"],
    // Of a group of its own, because it must outlive a signal that is meant for the worker.
    detached: true,
    env: {} as NodeJS.ProcessEnv,
  });
  const gone = () => {
    if (watchdog === child) watchdog = undefined;
  };
  child.once("error", gone).once("exit", gone);
  child.stdin?.on("error", gone);
  child.unref();
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  watchdog = child;
  return child;
}
