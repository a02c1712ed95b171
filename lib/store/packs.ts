import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { AppError } from "#lib/platform/errors.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type PinnedPack = { hash: string; pack: ProtocolPack; publishedAt: string };

/** Parsed once for each hash: a published version never changes. */
const parsedByHash = new Map<string, ProtocolPack>();

function parsed(hash: string, body: string): ProtocolPack {
  const known = parsedByHash.get(hash);
  if (known !== undefined) return known;
  const value: unknown = JSON.parse(body);
  if (sha256(canonicalJson(value)) !== hash)
    throw new AppError("broken-invariant", "A published protocol is not the one that was pinned.", {
      detail: hash,
    });
  const result = parsePack(value);
  if (!result.ok)
    throw new AppError("broken-invariant", "A published protocol can no longer be read.", {
      detail: `${hash}: ${JSON.stringify(result.problems)}`,
    });
  parsedByHash.set(hash, result.pack);
  return result.pack;
}

/** The version that an incident pinned. */
export async function packByHash(hash: string, tx?: Transaction): Promise<ProtocolPack> {
  const known = parsedByHash.get(hash);
  if (known !== undefined) return known;
  const row = await clientOf(tx).protocolVersion.findUnique({ where: { hash }, select: { body: true } });
  if (row === null)
    throw new AppError("broken-invariant", "An incident names a protocol version that is not there.", {
      detail: hash,
    });
  return parsed(hash, row.body);
}

/** The version that a new incident pins: the one published last. */
export async function currentPack(packId: string, tx?: Transaction): Promise<PinnedPack | null> {
  const row = await clientOf(tx).protocolVersion.findFirst({
    where: { packId },
    orderBy: { publishedAt: "desc" },
    select: { hash: true, body: true, publishedAt: true },
  });
  return row === null
    ? null
    : { hash: row.hash, pack: parsed(row.hash, row.body), publishedAt: row.publishedAt.toISOString() };
}

export async function listCurrentPacks(tx?: Transaction): Promise<PinnedPack[]> {
  const ids = await clientOf(tx).protocolVersion.findMany({
    distinct: ["packId"],
    select: { packId: true },
    orderBy: { packId: "asc" },
  });
  const packs = await Promise.all(ids.map(({ packId }) => currentPack(packId, tx)));
  return packs.filter((pack) => pack !== null);
}

/**
 * Publishes a version under the hash of its canonical form, and keeps the order that its author wrote: readers see
 * triggers and notices as they were meant. The same content again changes nothing.
 */
export async function publishPack(tx: Transaction, pack: ProtocolPack): Promise<string> {
  const hash = sha256(canonicalJson(pack));
  const row = { hash, packId: pack.id, version: pack.version, body: JSON.stringify(pack) };
  await clientOf(tx).protocolVersion.createMany({ data: [row], skipDuplicates: true });
  return hash;
}
