import { access, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { settings } from "#lib/platform/env.ts";
import { syncFolder } from "#lib/platform/growing-file.ts";
import type { Place } from "./place.ts";

/** Files lie under their digest, and under its first two digits, so that no folder grows without end. */
const pathOf = (sha256: string): string => join(settings().evidence.folder, sha256.slice(0, 2), sha256);

/** What is arriving, under names that nobody asks for. */
export const arrivals = (): string => join(settings().evidence.folder, "arriving");

export const inFolder: Place = {
  bring: () => Promise.resolve(),
  keep: async (path, sha256) => {
    const folder = dirname(pathOf(sha256));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(path, pathOf(sha256));
    // A name is there after a crash only once its folder was synced.
    await syncFolder(folder);
    await syncFolder(dirname(folder));
  },
  open: (sha256) => open(pathOf(sha256), "r").catch(() => null),
  isThere: (sha256) =>
    access(pathOf(sha256)).then(
      () => true,
      () => false,
    ),
  remove: (sha256) => rm(pathOf(sha256), { force: true }),
};
