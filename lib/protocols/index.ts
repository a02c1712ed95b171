import type { CheckpointSource } from "#lib/domain/checkpoint/pack.ts";
import type { PackSource } from "#lib/domain/protocol/pack.ts";
import { edgePlatform } from "./edge-platform.ts";
import { failingCycle } from "./failing-cycle.ts";
import { mvp4Ga } from "./mvp4-ga.ts";
import { serviceV3Cutover } from "./service-v3-cutover.ts";
import { serviceV3Rollback } from "./service-v3-rollback.ts";

/** The packs that ship with the console; they take the same path through `parsePack` as any other. */
export const builtInPacks: PackSource[] = [serviceV3Rollback, mvp4Ga, edgePlatform, failingCycle];

/** Checkpoints that ship with the console: another kind of pack, read by `parseCheckpointPack`. */
export const builtInCheckpointPacks: CheckpointSource[] = [serviceV3Cutover];
