import { settings } from "#lib/platform/env.ts";
import { inBucket } from "./bucket.ts";
import { inFolder } from "./folder.ts";
import type { Place } from "./place.ts";

/** The place that the settings say: the folder, unless there is a bucket. */
export const chosenPlace = (): Place => {
  const { bucket } = settings().evidence;
  return bucket === undefined ? inFolder : inBucket(bucket);
};
