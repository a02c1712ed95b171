import { clientOf, type Transaction } from "./transaction.ts";

/** A version of a pack: its exact canonical characters, and their hash by which incidents pin it. */
export type ProtocolVersion = { hash: string; packId: string; version: string; body: string };

const columns = { hash: true, packId: true, version: true, body: true } as const;

/** Keeps a version; one that is known already stays as it is. */
export async function saveProtocolVersion(tx: Transaction, version: ProtocolVersion): Promise<void> {
  await clientOf(tx).protocolVersion.createMany({ data: [version], skipDuplicates: true });
}

export function findProtocolVersion(hash: string, tx?: Transaction): Promise<ProtocolVersion | null> {
  return clientOf(tx).protocolVersion.findUnique({ where: { hash }, select: columns });
}

export function listProtocolVersions(tx?: Transaction): Promise<ProtocolVersion[]> {
  const orderBy = [{ packId: "asc" as const }, { publishedAt: "desc" as const }];
  return clientOf(tx).protocolVersion.findMany({ orderBy, select: columns });
}
