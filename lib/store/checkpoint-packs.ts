import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { AppError } from "#lib/platform/errors.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type PinnedCheckpointPack = { hash: string; pack: CheckpointPack };

/** Parsed once for each hash: a published version never changes. */
const parsedByHash = new Map<string, CheckpointPack>();

function parsed(hash: string, body: string): CheckpointPack {
  const known = parsedByHash.get(hash);
  if (known !== undefined) return known;
  const value: unknown = JSON.parse(body);
  const result = parseCheckpointPack(value);
  if (sha256(canonicalJson(value)) !== hash || !result.ok)
    throw new AppError("broken-invariant", "A published checkpoint pack is not the one that was pinned.", {
      detail: hash,
    });
  parsedByHash.set(hash, result.pack);
  return result.pack;
}

/** The version that a checkpoint pinned. */
export async function checkpointPackByHash(hash: string, tx?: Transaction): Promise<CheckpointPack> {
  const known = parsedByHash.get(hash);
  if (known !== undefined) return known;
  const row = await clientOf(tx).checkpointPack.findUnique({ where: { hash }, select: { body: true } });
  if (row === null)
    throw new AppError("broken-invariant", "A checkpoint names a pack version that is not there.", {
      detail: hash,
    });
  return parsed(hash, row.body);
}

/** Of each checkpoint pack the version that was published last: what a new checkpoint pins. */
export async function listCheckpointPacks(tx?: Transaction): Promise<PinnedCheckpointPack[]> {
  const rows = await clientOf(tx).checkpointPack.findMany({
    distinct: ["packId"],
    orderBy: [{ packId: "asc" }, { publishedAt: "desc" }],
    select: { hash: true, body: true },
  });
  return rows.map(({ hash, body }) => ({ hash, pack: parsed(hash, body) }));
}

/** Publishes a version under the hash of its canonical form; the same content again changes nothing. */
export async function publishCheckpointPack(tx: Transaction, pack: CheckpointPack): Promise<void> {
  const hash = sha256(canonicalJson(pack));
  const row = { hash, packId: pack.id, version: pack.version, body: JSON.stringify(pack) };
  await clientOf(tx).checkpointPack.createMany({ data: [row], skipDuplicates: true });
}
