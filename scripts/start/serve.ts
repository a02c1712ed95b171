import { join } from "node:path";
import type { Settings } from "#lib/platform/env.ts";
import { keepRunning } from "#scripts/process/keeper.ts";
import { root } from "#scripts/root.ts";
import type { Environments } from "./environments.ts";

/** The console's web process and its worker, each started again when it dies. */
export function serve(
  { port, dataDir }: Settings,
  host: string,
  environments: Environments,
  say: (sentence: string) => void,
) {
  const pidFile = (name: string) => join(dataDir, "processes", name);
  const next = ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", host];
  const web = keepRunning(
    { name: "web", args: next, cwd: root, env: environments.web, pidFile: pidFile("web") },
    say,
  );
  const worker = keepRunning(
    {
      name: "worker",
      args: ["lib/worker/main.ts"],
      cwd: root,
      env: environments.worker,
      pidFile: pidFile("worker"),
    },
    say,
  );
  return [web, worker];
}
