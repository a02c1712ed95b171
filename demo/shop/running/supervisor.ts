import { writeJsonFile } from "../../process/json-file.ts";
import { badRelease, goodRelease, type ShopFolder, type ShopSettings } from "../shop-folder.ts";
import type { FrontProxy } from "./proxy.ts";
import { keepReleases } from "./release-keeper.ts";
import { type ReleaseProcess, startReleaseProcess } from "./release-process.ts";

export type Supervisor = ReturnType<typeof supervise>;

/** Owns the release processes, so that ending a command never ends a release. */
export function supervise(folder: ShopFolder, settings: ShopSettings, proxy: FrontProxy) {
  let active = settings.activeRelease;
  const releases = keepReleases({
    launch: (version) => startReleaseProcess(folder, settings.databaseUrl, version),
    onListening: ({ version, port }) => {
      if (version === active) proxy.pointAt(version, port);
    },
  });

  return {
    active: () => active,
    running: releases.running,
    async start(version: string): Promise<ReleaseProcess> {
      refuseUnknown(version);
      try {
        return await releases.start(version);
      } catch (problem) {
        if (version !== active) await releases.end(version);
        throw problem;
      }
    },
    route(version: string): void {
      const target = releases.running().find((one) => one.version === version);
      if (!target) throw new Error(`release ${version} is not running`);
      active = version;
      writeJsonFile(folder.settings, { ...settings, activeRelease: version });
      proxy.pointAt(version, target.port);
    },
    async stop(version: string): Promise<void> {
      if (version === active)
        throw new Error(`release ${version} is the one that serves; route elsewhere first`);
      await releases.end(version);
    },
    stopAll: releases.endAll,
  };
}

function refuseUnknown(version: string): void {
  if (version === goodRelease || version === badRelease) return;
  throw new Error(`there is no release ${version}; published are ${goodRelease} and ${badRelease}`);
}
