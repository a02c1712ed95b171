import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "#scripts/process/free-port.ts";
import { root } from "#scripts/root.ts";
import { readAddresses } from "#scripts/start/demonstration.ts";
import { type JourneyConsole, variableName } from "./console-for-journeys.ts";

const password = "journeys-through-the-console";
const startsWithinMs = 180_000;

/** Playwright's global setup: starts the console for the journeys and gives the way to stop it. */
export default async function serveJourneys(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "holdpoint-journeys-"));
  // Open to all, because as root another account runs the database.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "scripts/up.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: environmentFor(port, dataDir),
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
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  await promise.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  clearTimeout(late);
  const { mailboxUrl, shopUrl } = readAddresses(dataDir);
  const journeys: JourneyConsole = {
    url: `http://localhost:${port}`,
    password,
    mailboxUrl,
    shopUrl,
    dataDir,
  };
  process.env[variableName] = JSON.stringify(journeys);
  return stop;
}

function environmentFor(port: number, dataDir: string): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => !/^(HOLDPOINT_|.*DATABASE_URL$)/.test(name));
  return {
    ...Object.fromEntries(ours),
    PORT: String(port),
    HOLDPOINT_DATA_DIR: dataDir,
    HOLDPOINT_DEMO: "1",
    HOLDPOINT_DEMO_PASSWORD: password,
  } as unknown as NodeJS.ProcessEnv;
}
