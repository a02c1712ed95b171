import { writeJsonFile } from "../../process/json-file.ts";
import { takeBase } from "../database/base-backup.ts";
import type { OwnCluster } from "../database/cluster.ts";
import { badRelease, goodRelease, type ShopFolder, type ShopSettings } from "../shop-folder.ts";
import type { FrontProxy } from "./proxy.ts";
import { keepReleases } from "./release-keeper.ts";
import { type ReleaseProcess, startReleaseProcess } from "./release-process.ts";

export type Supervisor = ReturnType<typeof supervise>;

/** Owns the release processes, so that ending a command never ends a release. */
export function supervise(
  folder: ShopFolder,
  settings: ShopSettings,
  proxy: FrontProxy,
  cluster: OwnCluster | undefined,
) {
  let active = settings.activeRelease;
  const keep = keeperOf(folder, settings);
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
      keep({ activeRelease: version });
      proxy.pointAt(version, target.port);
    },
    async stop(version: string): Promise<void> {
      if (version === active)
        throw new Error(`release ${version} is the one that serves; route elsewhere first`);
      await releases.end(version);
    },
    async maintain(isOn: boolean): Promise<void> {
      await proxy.maintain(isOn);
      keep({ isInMaintenance: isOn });
    },
    database: (to: "start" | "stop") => owned(cluster)[to](),
    takeBase: () => takeBase(owned(cluster).places, settings.databaseUrl),
    stopAll: releases.endAll,
  };
}

function keeperOf(folder: ShopFolder, settings: ShopSettings) {
  let kept = settings;
  return (changed: Partial<ShopSettings>): void => {
    kept = { ...kept, ...changed };
    writeJsonFile(folder.settings, kept);
  };
}

function owned(cluster: OwnCluster | undefined): OwnCluster {
  if (cluster) return cluster;
  throw new Error("the shop's database server is somebody else's; it is not restored from here");
}

function refuseUnknown(version: string): void {
  if (version === goodRelease || version === badRelease) return;
  throw new Error(`there is no release ${version}; published are ${goodRelease} and ${badRelease}`);
}
