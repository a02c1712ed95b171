import { CheckpointSource } from "#lib/domain/checkpoint/pack.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { PackSource } from "#lib/domain/protocol/pack.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { builtInCheckpointPacks, builtInPacks } from "#lib/protocols/index.ts";
import type { Json } from "./clauses.ts";
import type { Judge } from "./take-out.ts";

export type ShippedPack = { id: string; source: Json; judge: Judge };

export const judgePack: Judge = (source) => {
  const parsed = parsePack(source);
  return {
    shape: !PackSource.safeParse(source).success,
    problems: parsed.ok ? [] : parsed.problems,
  };
};

const judgeCheckpoint: Judge = (source) => {
  const parsed = parseCheckpointPack(source);
  return {
    shape: !CheckpointSource.safeParse(source).success,
    problems: parsed.ok ? [] : parsed.problems,
  };
};

/** The packs that ship with the console, each with what says whether it still parses. */
export const shippedPacks: ShippedPack[] = [
  ...builtInPacks.map((source) => ({ id: source.id, source, judge: judgePack })),
  ...builtInCheckpointPacks.map((source) => ({ id: source.id, source, judge: judgeCheckpoint })),
];
