import type { KeyObject } from "node:crypto";
import { leavesOfNoStream } from "#lib/store/anchors.ts";
import { rotationsAmong } from "#lib/verify/anchors/rotations.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { chainOver } from "#lib/verify/keys/known-keys.ts";
import type { Rotation } from "#lib/verify/keys/rotation.ts";

/**
 * By which rotations the console came to the key that it signs with, the first one first; and for what it was given up, where
 * that came between.
 */
export async function rotationsOver(privateKey: KeyObject): Promise<Rotation[]> {
  const rotations = rotationsAmong(await leavesOfNoStream());
  return chainOver(publicKeyOf(privateKey).id, rotations).map(({ record }) => record);
}
