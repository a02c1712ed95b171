import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { until } from "./until.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const root = fileURLToPath(new URL("../../../", import.meta.url));

export type RunningWorker = {
  pid: number;
  lines: string[];
  kill: (signal: NodeJS.Signals) => void;
  /** Waits until the worker said it. */
  says: (words: string) => Promise<void>;
  exited: () => Promise<number | null>;
  stop: () => Promise<void>;
};

type Settings = Record<string, string>;

const running = new Set<ChildProcess>();
// One for a test file, as its database is: the anchors in it speak of that database alone.
const dataDir = mkdtempSync(join(tmpdir(), "workers-"));
process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));

/** The worker's own program as a process of its own, with these settings and no others of the house. */
export async function startWorker(env: Settings, leaseSeconds?: number): Promise<RunningWorker> {
  const options = leaseSeconds === undefined ? [] : ["--lease-seconds", String(leaseSeconds)];
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, ...options], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", HOLDPOINT_DATA_DIR: dataDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const gone = once(child, "exit").then(() => child.exitCode);
  void gone.then(() => running.delete(child));
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => lines.push(line));
  const says = (words: string) =>
    until(
      `the worker says "${words}"`,
      () => lines.some((line) => line.includes(words)),
      () => lines.slice(-20).join("\n"),
    );
  const worker: RunningWorker = {
    pid: child.pid ?? 0,
    lines,
    kill: (signal) => void child.kill(signal),
    says: async (words) => void (await says(words)),
    exited: () => gone,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await gone;
    },
  };
  await worker.says("the worker is up");
  return worker;
}

/** Ends what a failed test left behind. */
export async function endWorkers(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }),
  );
}
