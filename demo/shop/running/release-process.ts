import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { ShopFolder } from "../shop-folder.ts";

const announcement = z.object({ listening: z.int() });

export type ReleaseProcess = { version: string; pid: number; port: number; child: ChildProcess };

/** Starts one release as a process of its own; it ends itself when our end of its stdin closes. */
export function startReleaseProcess(
  folder: ShopFolder,
  databaseUrl: string,
  version: string,
): Promise<ReleaseProcess> {
  const child = spawn(process.execPath, [join(folder.release(version), "release", "main.ts")], {
    cwd: folder.release(version),
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      SHOP_DATABASE_URL: databaseUrl,
      SHOP_CONFIGURATION: folder.configuration,
      SHOP_POLICY: folder.policy,
    },
  });
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => fail(`release ${version} did not listen within 20 s`), 20_000);
    const fail = (why: string) => {
      clearTimeout(tooLate);
      child.kill("SIGKILL");
      reject(new Error(why));
    };
    child.once("error", (problem) => fail(problem.message));
    child.once("exit", (code, signal) => fail(`release ${version} ended at its start (${signal ?? code})`));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = announcement.safeParse(parse(line));
      if (!said.success || child.pid === undefined) return;
      clearTimeout(tooLate);
      resolve({ version, pid: child.pid, port: said.data.listening, child });
    });
  });
}

export function stopReleaseProcess({ child }: ReleaseProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.once("exit", () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
