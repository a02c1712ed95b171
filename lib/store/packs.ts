import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
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

/** The hash that a version of a pack is known by: of its canonical form, so that the order of its keys is nothing. */
export const packHash = (pack: ProtocolPack): string => sha256(canonicalJson(pack));

export type PublishedVersion = { packId: string; version: string; hash: string; publishedAt: string };

/** The versions of a pack, the one published last first. */
export async function listVersions(packId: string, tx?: Transaction): Promise<PublishedVersion[]> {
  const rows = await clientOf(tx).protocolVersion.findMany({
    where: { packId },
    orderBy: { publishedAt: "desc" },
    take: 500,
    select: { packId: true, version: true, hash: true, publishedAt: true },
  });
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}

/** A published version by its hash or by the beginning of it. */
export async function findVersion(packId: string, hash: string): Promise<PinnedPack | null> {
  const row = await clientOf().protocolVersion.findFirst({
    where: { packId, hash: { startsWith: hash } },
    select: { hash: true, body: true, publishedAt: true },
  });
  return row === null
    ? null
    : { hash: row.hash, pack: parsed(row.hash, row.body), publishedAt: row.publishedAt.toISOString() };
}

/**
 * Publishes a version under the hash of its canonical form, and keeps the order that its author wrote: readers see
 * triggers and notices as they were meant. The same content again changes nothing, and then gives false.
 */
export async function publishPack(
  tx: Transaction,
  pack: ProtocolPack,
): Promise<{ hash: string; isNew: boolean }> {
  const hash = packHash(pack);
  const row = { hash, packId: pack.id, version: pack.version, body: JSON.stringify(pack) };
  const { count } = await clientOf(tx).protocolVersion.createMany({ data: [row], skipDuplicates: true });
  return { hash, isNew: count > 0 };
}
