import { keepRunning } from "#scripts/process/keeper.ts";
import { root } from "#scripts/root.ts";
import type { Environments } from "./environments.ts";

/** The console's web process and its worker, each started again when it dies. */
export function serve(
  port: number,
  host: string,
  environments: Environments,
  say: (sentence: string) => void,
) {
  const next = ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", host];
  const web = keepRunning({ name: "web", args: next, cwd: root, env: environments.web }, say);
  const worker = keepRunning(
    { name: "worker", args: ["lib/worker/main.ts"], cwd: root, env: environments.worker },
    say,
  );
  return [web, worker];
}
