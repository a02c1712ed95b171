import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { root } from "#scripts/root.ts";

const startsWithinMs = 180_000;

/** The product itself, started as `npm start` does with these settings and no others of the house; gives the way to stop it. */
export async function runConsole(settings: Record<string, string>): Promise<() => Promise<void>> {
  const ours = Object.entries(process.env).filter(([name]) => !/^(HOLDPOINT_|.*DATABASE_URL$)/.test(name));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "scripts/up.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...Object.fromEntries(ours), ...settings } as unknown as NodeJS.ProcessEnv,
  });
  const lines: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = () =>
    reject(new Error(`The console for the journeys did not start:\n${lines.slice(-40).join("\n")}`));
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (process.env.HOLDPOINT_JOURNEY_LOG) console.log(line);
      if (line.startsWith("Holdpoint is ready at")) resolve();
    });
  }
  child.once("exit", fail);
  const late = setTimeout(fail, startsWithinMs);
  const stop = async () => {
    clearTimeout(late);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  await promise.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  clearTimeout(late);
  return stop;
}
