import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, isAlive, type Ran, runToEnd, type Started, startProcess } from "./processes.ts";

const shopMain = join(import.meta.dirname, "..", "shop", "main.ts");
const control = join(import.meta.dirname, "..", "shop", "control.ts");

export type Action = { id: string; argv: string[]; parameters: Record<string, unknown>; idempotent: boolean };
export type RunningShop = Awaited<ReturnType<typeof openShop>>;

/** A shop in a temporary folder, looked at and steered from outside only. */
export async function openShop(databaseUrl?: string) {
  // A space in the name, because the product runs in such folders too.
  const dir = await mkdtemp(join(tmpdir(), "a shop-"));
  // Open to all, because as root another account runs the shop's own server in it.
  await chmod(dir, 0o755);
  const argv = ["--dir", dir, ...(databaseUrl ? ["--database-url", databaseUrl] : [])];
  const start = () => startProcess(shopMain, argv);
  let running: Started = await start();
  const address = (path: string) => `${running.ready.proxyUrl}${path}`;
  return {
    dir,
    proxyUrl: () => String(running.ready.proxyUrl),
    supervisor: () => running.child,
    actions: (): Action[] => JSON.parse(readFileSync(String(running.ready.actionsFile), "utf8")).actions,
    startSecond: (): Promise<Ran> => runToEnd(shopMain, argv),
    async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
      await end(running.child, signal);
    },
    async startAgain(): Promise<void> {
      running = await start();
    },
    async remove(): Promise<void> {
      await end(running.child, "SIGTERM");
      await rm(dir, { recursive: true, force: true });
    },
    control: (verb: string, ...flags: string[]): Promise<Ran> =>
      runToEnd(control, [verb, "--dir", dir, ...flags]),
    startControl: (verb: string, ...flags: string[]) =>
      spawn(process.execPath, [control, verb, "--dir", dir, ...flags], {
        stdio: ["ignore", "pipe", "inherit"],
      }),
    async get(path: string) {
      const answer = await fetch(address(path));
      return { status: answer.status, body: await answer.json() };
    },
    async order(itemId: number, quantity: number) {
      const body = JSON.stringify({ itemId, quantity });
      const answer = await fetch(address("/api/orders"), { method: "POST", body });
      return { status: answer.status, body: await answer.json() };
    },
    page: async (): Promise<string> => (await fetch(address("/"))).text(),
    servingPid: async (): Promise<number> => (await (await fetch(address("/version"))).json()).pid,
    isAlive,
  };
}
