import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { builtInCheckpointPacks } from "#lib/protocols/index.ts";

/** The checkpoints' packs that the console ships, to be read as documents. */
export function readCheckpointProtocols(): CheckpointPack[] {
  return builtInCheckpointPacks.flatMap((source) => {
    const parsed = parseCheckpointPack(source);
    return parsed.ok ? [parsed.pack] : [];
  });
}

export const readCheckpointProtocol = (id: string): CheckpointPack | null =>
  readCheckpointProtocols().find((pack) => pack.id === id) ?? null;
