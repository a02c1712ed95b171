import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "#scripts/root.ts";
import type { Diary } from "./diary.ts";

const main = "lib/worker/main.ts";
/** So that a harness that is ended leaves no worker behind. */
const endWithStarter = new URL("../process/end-with-starter.ts", import.meta.url).href;
const keptLines = 400;
const usualPauseMs = 300;

export type WorkerPlan = {
  index: number;
  env: Record<string, string>;
  leaseSeconds: number;
  /** A module that is loaded before the worker's own. */
  preload: string | null;
  diary: Diary;
};

type State = {
  lines: string[];
  child: ChildProcess | null;
  isUp: boolean;
  /** We are about to end it ourselves. */
  isExpected: boolean;
  isOver: boolean;
  pauseMs: number;
};

/** One worker, the product's own program, started again whenever it has ended: as whoever runs it would. */
export function keepWorker(plan: WorkerPlan) {
  const { index, diary } = plan;
  const state: State = {
    ...{ lines: [], child: null, isUp: false, isExpected: false, isOver: false },
    pauseMs: usualPauseMs,
  };
  const ended = keep(plan, state);
  const send = (signal: NodeJS.Signals): number => {
    state.child?.kill(signal);
    return state.child?.pid ?? 0;
  };
  const lose = (downMs: number) => {
    state.isExpected = true;
    state.pauseMs = downMs;
  };
  return {
    lines: state.lines,
    isUp: () => state.isUp && state.child !== null,
    kill(downMs: number) {
      lose(downMs);
      diary.deed("killed", index, send("SIGKILL"));
    },
    end(downMs: number) {
      lose(downMs);
      diary.deed("ended", index, send("SIGTERM"));
    },
    freeze: () => diary.deed("frozen", index, send("SIGSTOP")),
    thaw: () => diary.deed("thawed", index, send("SIGCONT")),
    /** At once, and without another life. */
    abandon() {
      state.isOver = true;
      send("SIGKILL");
    },
    async stop() {
      state.isOver = true;
      send("SIGCONT");
      send("SIGTERM");
      const late = setTimeout(() => send("SIGKILL"), 20_000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function keep(plan: WorkerPlan, state: State): Promise<void> {
  while (!state.isOver) {
    await live(plan, state);
    if (!state.isOver) await wait(state.pauseMs);
    state.pauseMs = usualPauseMs;
  }
}

/** One life, from its start to its end; an end that nobody brought about is told. */
async function live(plan: WorkerPlan, state: State): Promise<void> {
  const { index, diary } = plan;
  const { lines } = state;
  state.isUp = false;
  state.isExpected = false;
  const child = start(plan, (line) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    if (!line.includes("the worker is up") || child.pid === undefined) return;
    state.isUp = true;
    diary.deed("up", index, child.pid);
  });
  state.child = child;
  const [code, signal] = await once(child, "exit");
  state.child = null;
  // One that cannot start while its database is away says so and ends, and is started again.
  const isTroubled = diary.troubles.some(({ to }) => to > Date.now() - 15_000);
  if (state.isExpected || state.isOver || (!state.isUp && isTroubled)) return;
  diary.surprise(`worker ${index} ended by itself (${signal ?? code}): ${lines.slice(-3).join(" | ")}`);
}

export type KeptWorker = ReturnType<typeof keepWorker>;

function start({ env, leaseSeconds, preload }: WorkerPlan, hear: (line: string) => void): ChildProcess {
  const options = [
    "--disable-warning=ExperimentalWarning",
    `--import=${endWithStarter}`,
    ...(preload === null ? [] : [`--import=${preload}`]),
  ];
  const child = spawn(process.execPath, [...options, main, "--lease-seconds", String(leaseSeconds)], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      ...(process.env.NODE_COMPILE_CACHE === undefined
        ? {}
        : { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null) createInterface({ input: stream }).on("line", hear);
  return child;
}
