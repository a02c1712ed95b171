import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { run } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";

const systemBrowser = "/usr/bin/chromium";

/** The browser that journeys run in: Playwright's own, else a named one, else the system's. */
export function findBrowser(): string | null {
  const candidates = [chromium.executablePath(), process.env.CHROMIUM_PATH, systemBrowser];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

/** As root a browser needs these to start at all; the rest keeps it from calling home. */
export const browserArguments = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function installFromSystem(): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) =>
    run("apt-get", args, { env, timeoutSeconds: 240 }).catch((error: unknown) => ({
      code: 1,
      output: String(error),
    }));
  const install = ["install", "-y", "--no-install-recommends", "chromium"];
  if ((await apt(...install)).code === 0) return true;
  await apt("update");
  return (await apt(...install)).code === 0;
}

/** Finds a browser or brings one; an error says in one sentence what to do when neither works. */
export async function bringBrowser(say: (sentence: string) => void): Promise<string> {
  const found = findBrowser();
  if (found) return found;
  say("Bringing a browser for the journeys ...");
  const isRoot = process.getuid?.() === 0;
  if (!(isRoot && (await installFromSystem()))) {
    const cli = join(root, "node_modules", "@playwright", "test", "cli.js");
    await run(process.execPath, [cli, "install", "chromium"], { cwd: root, timeoutSeconds: 240 });
  }
  const brought = findBrowser();
  if (brought) return brought;
  throw new Error(
    "There is no browser for the journeys and none could be brought: install Chromium and set CHROMIUM_PATH to it.",
  );
}
