import { open } from "node:fs/promises";
import { join } from "node:path";
import { settings } from "#lib/platform/env.ts";

/** Files lie under their digest, and under its first two digits, so that no folder grows without end. */
export const placeOf = (sha256: string): string =>
  join(settings().evidence.folder, sha256.slice(0, 2), sha256);

/** What is arriving, under names that nobody asks for. */
export const arrivals = (): string => join(settings().evidence.folder, "arriving");

/** A name is there after a crash only once its folder was synced. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
