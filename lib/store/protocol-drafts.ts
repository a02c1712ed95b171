import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import { packHash } from "./packs.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type DraftEnd = "published" | "withdrawn";

export type ProtocolDraft = {
  id: string;
  packId: string;
  version: string;
  hash: string;
  ownerId: string;
  createdAt: string;
  proposedAt: string | null;
  endedAt: string | null;
  endedAs: DraftEnd | null;
};

const columns = {
  id: true,
  packId: true,
  version: true,
  hash: true,
  ownerId: true,
  createdAt: true,
  proposedAt: true,
  endedAt: true,
  endedAs: true,
} as const;

type Row = Omit<ProtocolDraft, "createdAt" | "proposedAt" | "endedAt" | "endedAs"> & {
  createdAt: Date;
  proposedAt: Date | null;
  endedAt: Date | null;
  endedAs: string | null;
};

const toDraft = ({ createdAt, proposedAt, endedAt, endedAs, ...row }: Row): ProtocolDraft => ({
  ...row,
  createdAt: createdAt.toISOString(),
  proposedAt: proposedAt?.toISOString() ?? null,
  endedAt: endedAt?.toISOString() ?? null,
  endedAs: endedAs === "published" || endedAs === "withdrawn" ? endedAs : null,
});

/** Everything that is done to one protocol happens one after the other, in however many processes. */
export async function lockProtocol(tx: Transaction, packId: string): Promise<void> {
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`protocol\n${packId}`}, 0))`;
}

export async function createDraft(
  tx: Transaction,
  pack: ProtocolPack,
  ownerId: string,
): Promise<ProtocolDraft> {
  const data = {
    id: newId(),
    packId: pack.id,
    version: pack.version,
    hash: packHash(pack),
    body: JSON.stringify(pack),
    ownerId,
  };
  return toDraft(await clientOf(tx).protocolDraft.create({ data, select: columns }));
}

/** A draft with its pack; the text that was kept must still be the one that its hash names. */
export async function findDraft(
  id: string,
  tx?: Transaction,
): Promise<{ draft: ProtocolDraft; pack: ProtocolPack } | null> {
  const row = await clientOf(tx).protocolDraft.findUnique({
    where: { id },
    select: { ...columns, body: true },
  });
  if (row === null) return null;
  const { body, ...rest } = row;
  const value: unknown = JSON.parse(body);
  const parsed = parsePack(value);
  if (!parsed.ok || sha256(canonicalJson(value)) !== row.hash) {
    throw new AppError("broken-invariant", "A draft is not the one that was uploaded.", { detail: id });
  }
  return { draft: toDraft(rest), pack: parsed.pack };
}

/** Drafts that were neither published nor withdrawn, the newest first. */
export async function listOpenDrafts(): Promise<ProtocolDraft[]> {
  const rows = await clientOf().protocolDraft.findMany({
    where: { endedAt: null },
    orderBy: { createdAt: "desc" },
    take: 100,
    select: columns,
  });
  return rows.map(toDraft);
}

export async function markProposed(tx: Transaction, id: string, now: string): Promise<void> {
  await clientOf(tx).protocolDraft.updateMany({ where: { id, proposedAt: null }, data: { proposedAt: now } });
}

export async function markEnded(tx: Transaction, id: string, endedAs: DraftEnd, now: string): Promise<void> {
  await clientOf(tx).protocolDraft.updateMany({
    where: { id, endedAt: null },
    data: { endedAt: now, endedAs },
  });
}
