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

export type WorkerPlan = {
  index: number;
  env: Record<string, string>;
  leaseSeconds: number;
  /** A module that is loaded before the worker's own. */
  preload: string | null;
  diary: Diary;
};

/** One worker, the product's own program, started again whenever it has ended: as whoever runs it would. */
export function keepWorker(plan: WorkerPlan) {
  const { index, diary } = plan;
  const lines: string[] = [];
  let child: ChildProcess | null = null;
  let isUp = false;
  let isExpected = false;
  let isOver = false;
  let pauseMs = 300;
  let turn: Promise<void> = Promise.resolve();

  const hear = (line: string) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    if (!line.includes("the worker is up") || child?.pid === undefined) return;
    isUp = true;
    diary.deed("up", index, child.pid);
  };
  // One that cannot start while its database is away says so and ends, and is started again.
  const isTroubled = () => diary.troubles.some(({ to }) => to > Date.now() - 15_000);
  const live = async () => {
    isUp = false;
    isExpected = false;
    child = start(plan, hear);
    const [code, signal] = await once(child, "exit");
    const told = isExpected || isOver || (!isUp && isTroubled());
    if (!told)
      diary.surprise(`worker ${index} ended by itself (${signal ?? code}): ${lines.slice(-3).join(" | ")}`);
    child = null;
  };
  const keep = async () => {
    while (!isOver) {
      await live();
      if (!isOver) await wait(pauseMs);
      pauseMs = 300;
    }
  };
  turn = keep();
  const send = (signal: NodeJS.Signals): number => {
    if (child?.pid === undefined) return 0;
    child.kill(signal);
    return child.pid;
  };
  return {
    lines,
    isUp: () => isUp && child !== null,
    kill(downMs: number) {
      isExpected = true;
      pauseMs = downMs;
      diary.deed("killed", index, send("SIGKILL"));
    },
    end(downMs: number) {
      isExpected = true;
      pauseMs = downMs;
      diary.deed("ended", index, send("SIGTERM"));
    },
    freeze: () => diary.deed("frozen", index, send("SIGSTOP")),
    thaw: () => diary.deed("thawed", index, send("SIGCONT")),
    async stop() {
      isOver = true;
      send("SIGCONT");
      send("SIGTERM");
      const late = setTimeout(() => send("SIGKILL"), 20_000);
      await turn;
      clearTimeout(late);
    },
  };
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
