import { writeJsonFile } from "../../process/json-file.ts";
import { badRelease, goodRelease, type ShopFolder, type ShopSettings } from "../shop-folder.ts";
import type { FrontProxy } from "./proxy.ts";
import { type ReleaseProcess, startReleaseProcess, stopReleaseProcess } from "./release-process.ts";

export type Supervisor = ReturnType<typeof supervise>;

/** Owns the release processes: starts, routes to, stops and, when one dies unasked, restarts them. */
export function supervise(folder: ShopFolder, settings: ShopSettings, proxy: FrontProxy) {
  const running = new Map<string, ReleaseProcess>();
  const starting = new Map<string, Promise<ReleaseProcess>>();
  const wanted = new Set<string>();
  let active = settings.activeRelease;

  async function launch(version: string): Promise<ReleaseProcess> {
    const started = await startReleaseProcess(folder, settings.databaseUrl, version);
    if (!wanted.has(version)) {
      await stopReleaseProcess(started);
      throw new Error(`release ${version} was stopped while it started`);
    }
    running.set(version, started);
    if (version === active) proxy.pointAt(version, started.port);
    started.child.once("exit", (code, signal) => {
      running.delete(version);
      if (!wanted.has(version)) return;
      process.stderr.write(
        `release ${version} (pid ${started.pid}) ended (${signal ?? code}); starting it again\n`,
      );
      void revive(version, 100);
    });
    return started;
  }

  function start(version: string): Promise<ReleaseProcess> {
    const known = running.get(version);
    if (known) return Promise.resolve(known);
    const inFlight = starting.get(version) ?? launch(version).finally(() => starting.delete(version));
    starting.set(version, inFlight);
    return inFlight;
  }

  async function revive(version: string, waitMilliseconds: number): Promise<void> {
    await start(version).catch((problem: Error) => {
      process.stderr.write(`${problem.message}\n`);
      if (!wanted.has(version)) return;
      const next = Math.min(waitMilliseconds * 2, 5_000);
      setTimeout(() => void revive(version, next), waitMilliseconds);
    });
  }

  return {
    active: () => active,
    running: () => [...running.values()],
    async start(version: string): Promise<ReleaseProcess> {
      refuseUnknown(version);
      wanted.add(version);
      return start(version).catch((problem) => {
        if (version !== active) wanted.delete(version);
        throw problem;
      });
    },
    route(version: string): void {
      const target = running.get(version);
      if (!target) throw new Error(`release ${version} is not running`);
      active = version;
      writeJsonFile(folder.settings, { ...settings, activeRelease: version });
      proxy.pointAt(version, target.port);
    },
    async stop(version: string): Promise<void> {
      if (version === active)
        throw new Error(`release ${version} is the one that serves; route elsewhere first`);
      await end(version);
    },
    async stopAll(): Promise<void> {
      await Promise.all([...new Set([...wanted, ...running.keys()])].map(end));
    },
  };

  async function end(version: string): Promise<void> {
    wanted.delete(version);
    const inFlight = starting.get(version);
    await inFlight?.catch(() => undefined);
    const known = running.get(version);
    if (known) await stopReleaseProcess(known);
  }
}

function refuseUnknown(version: string): void {
  if (version === goodRelease || version === badRelease) return;
  throw new Error(`there is no release ${version}; published are ${goodRelease} and ${badRelease}`);
}
