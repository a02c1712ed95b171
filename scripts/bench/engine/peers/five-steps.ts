import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { runOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";
import type { BenchStage } from "../stage.ts";

const program = fileURLToPath(new URL("./five-steps-runner.ts", import.meta.url));
const folder = fileURLToPath(new URL("bench/", new URL(`file://${root}/`)));

/** Installs what the product is measured beside, as its own lock says; false where it cannot be had. */
export async function installPeers(say: (line: string) => void): Promise<boolean> {
  if (existsSync(`${folder}node_modules/@dbos-inc/dbos-sdk`)) return true;
  try {
    const options = { cwd: folder, timeoutSeconds: 120 };
    await runOrThrow("Installing the peers", "npm", ["ci", "--ignore-scripts", "--no-audit"], options);
    return true;
  } catch (error) {
    say(`The peers of bench/package.json cannot be had, so nothing stands beside a run: ${String(error)}`);
    return false;
  }
}

export type StepsPeer = { run: () => Promise<number>; stop: () => Promise<void> };

/** A process of the peer that does these steps, each the same command, whenever it is asked; in ms. */
export async function startStepsPeer(
  stage: BenchStage,
  command: string,
  names: string[],
): Promise<StepsPeer> {
  const url = new URL(stage.superuser);
  url.pathname = "/bench_peer";
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, command, ...names],
    {
      env: { ...process.env, NODE_ENV: "production", PEER_URL: url.href },
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (start: string): Promise<string> => {
    for (let line = await lines.next(); !line.done; line = await lines.next())
      if (line.value.startsWith(start)) return line.value.slice(start.length);
    throw new Error("the peer ended");
  };
  await answer("ready");
  return {
    run: async () => {
      child.stdin.write("go\n");
      return Number(await answer("took "));
    },
    stop: async () => {
      const gone = once(child, "exit");
      child.stdin.end();
      await gone;
    },
  };
}
