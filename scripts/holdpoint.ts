import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseSettings } from "#lib/platform/env.ts";
import { root } from "./root.ts";
import { givenAddresses, startEmbedded } from "./start/database.ts";

// Never 1: a pipeline that asks about a freeze, and whoever verifies a log, reads 1 as the answer "no".
const unanswered = 2;

/** Verbs that ask a console by HTTP, or read a file alone: they run on machines that have no database of ours. */
const needsNoDatabase = ([first, second]: string[]) =>
  first === "freeze" ||
  first === "run" ||
  (first === "keys" && second !== "rotate") ||
  (first === "protocol" && second === "check") ||
  (first === "verify" && second?.startsWith("--") === false);

type Lent = { env: Record<string, string>; giveBack: () => Promise<void> };

/** The addresses of the embedded database, started for the length of the command where nobody else runs it. */
async function lendEmbedded(): Promise<Lent> {
  const nothing = { env: {}, giveBack: async () => {} };
  if (needsNoDatabase(process.argv.slice(2))) return nothing;
  const settings = parseSettings(process.env);
  if (givenAddresses(settings) || !existsSync(join(settings.dataDir, "secrets.json"))) return nothing;
  const { addresses, secrets, cluster } = await startEmbedded(settings.dataDir);
  return {
    env: {
      DATABASE_URL: addresses.app,
      WORKER_DATABASE_URL: addresses.worker,
      HOLDPOINT_SECRET: settings.secret ?? secrets.secret,
    },
    giveBack: cluster.wasRunning ? nothing.giveBack : cluster.stop,
  };
}

async function main(): Promise<number> {
  const { env, giveBack } = await lendEmbedded();
  try {
    const args = [
      "--disable-warning=ExperimentalWarning",
      join(root, "bin", "holdpoint.ts"),
      ...process.argv.slice(2),
    ];
    // What `run` runs gets the environment as it is.
    const mode = process.argv[2] === "run" ? {} : { NODE_ENV: "production" as const };
    const child = spawn(process.execPath, args, {
      stdio: "inherit",
      env: { ...process.env, ...mode, ...env },
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => child.kill(signal));
    const [code] = await once(child, "exit");
    return typeof code === "number" ? code : unanswered;
  } finally {
    await giveBack();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = unanswered;
}
