import type { Head } from "#lib/domain/record/entry.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type StreamHead = Head & { stream: string };
export type StoredHead = { size: number; note: string };

/** One at a time over all workers, to the transaction's end; whoever dies with it gives it back. */
export async function lockAnchors(tx: Transaction): Promise<void> {
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('holdpoint anchors', 0))`;
}

/** The tree head that was signed last, or the last of at most some size; null where none was. */
export const lastAnchorHead = (tx?: Transaction): Promise<StoredHead | null> =>
  clientOf(tx).anchorHead.findFirst({ orderBy: { size: "desc" }, select: { size: true, note: true } });

export const anchorHeadOf = (size: number, tx?: Transaction): Promise<StoredHead | null> =>
  clientOf(tx).anchorHead.findUnique({ where: { size }, select: { size: true, note: true } });

/** The list after a place: its leaves in their order, and the tree heads signed over them. */
export async function anchorsAfter(
  size: number,
  tx?: Transaction,
): Promise<{ leaves: string[]; heads: StoredHead[] }> {
  const client = clientOf(tx);
  const leaves = await client.anchorLeaf.findMany({
    where: { index: { gte: size } },
    orderBy: { index: "asc" },
    select: { leaf: true },
  });
  const heads = await client.anchorHead.findMany({
    where: { size: { gt: size } },
    orderBy: { size: "asc" },
    select: { size: true, note: true },
  });
  return { leaves: leaves.map(({ leaf }) => leaf), heads };
}

/** Streams whose head no leaf of the list names as it stands. */
export const movedStreams = (tx: Transaction): Promise<StreamHead[]> =>
  clientOf(tx).$queryRaw<StreamHead[]>`
    SELECT h.stream, h.seq, h.hash FROM "LogHead" h
    WHERE h.seq > 0 AND NOT EXISTS (
      SELECT FROM "AnchorLeaf" l WHERE l.stream = h.stream AND l.seq = h.seq AND l.hash = h.hash)
    ORDER BY h.stream`;

/** Which of these entries the log no longer holds as they were anchored. */
export const lostEntries = (anchored: StreamHead[], tx: Transaction): Promise<StreamHead[]> =>
  clientOf(tx).$queryRaw<StreamHead[]>`
    SELECT a.stream, a.seq, a.hash
    FROM json_to_recordset(${JSON.stringify(anchored)}::json) AS a(stream text, seq int, hash text)
    LEFT JOIN "LogHead" h ON h.stream = a.stream
    LEFT JOIN "LogEntry" e ON e.stream = a.stream AND e.seq = a.seq
    WHERE e.hash IS DISTINCT FROM a.hash OR h.seq < a.seq
    ORDER BY a.stream, a.seq`;

export async function appendAnchors(tx: Transaction, leaves: string[], head: StoredHead): Promise<void> {
  await clientOf(tx).$executeRaw`SELECT append_anchors(${leaves}::text[], ${head.size}::int, ${head.note})`;
}

/** The last leaf of a stream, with its place in the list; null where it was never anchored. */
export const lastLeafOf = (stream: string): Promise<{ index: number; leaf: string } | null> =>
  clientOf().anchorLeaf.findFirst({
    where: { stream },
    orderBy: { index: "desc" },
    select: { index: true, leaf: true },
  });

/** Leaves that speak of no stream: restorations, and rotations of the console's key. */
export async function leavesOfNoStream(tx?: Transaction): Promise<string[]> {
  const rows = await clientOf(tx).anchorLeaf.findMany({
    where: { stream: null },
    orderBy: { index: "asc" },
    select: { leaf: true },
  });
  return rows.map(({ leaf }) => leaf);
}

/** Every stream of the log, in the order of their names. */
export async function listStreams(): Promise<string[]> {
  const rows = await clientOf().logHead.findMany({ orderBy: { stream: "asc" }, select: { stream: true } });
  return rows.map(({ stream }) => stream);
}
