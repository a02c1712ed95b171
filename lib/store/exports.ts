import type { Words } from "#lib/domain/authority/read.ts";
import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import { lockHead } from "./log/raw-entries.ts";
import { clientOf, type Transaction, withTransaction } from "./transaction.ts";

/** A bundle that somebody asked for. Its row stays as the register of who had which record; its bytes are kept for a while. */
export type BundleExport = {
  id: string;
  /** The name of the log that it is of. */
  reference: string;
  askedBy: string;
  askedAt: string;
  madeAt: string | null;
  headSeq: number | null;
  size: number | null;
  sha256: string | null;
  failedBecause: string | null;
  hasBytes: boolean;
};

const columns = {
  id: true,
  reference: true,
  askedBy: true,
  askedAt: true,
  madeAt: true,
  headSeq: true,
  size: true,
  sha256: true,
  failedBecause: true,
  parts: { select: { number: true }, take: 1 },
} as const;

type Row = Omit<BundleExport, "askedAt" | "madeAt" | "hasBytes"> & {
  askedAt: Date;
  madeAt: Date | null;
  parts: { number: number }[];
};
const toExport = ({ askedAt, madeAt, parts, ...row }: Row): BundleExport => ({
  ...row,
  askedAt: askedAt.toISOString(),
  madeAt: madeAt?.toISOString() ?? null,
  hasBytes: parts.length > 0,
});

/** Whom the texts of a log are for, up to an entry. */
export const readWords = (reference: string, tx?: Transaction, upTo = 2_147_483_647): Promise<Words[]> =>
  clientOf(tx).$queryRaw<Words[]>`
    SELECT header::json->>'audience' AS audience, count(*)::int AS count
    FROM "LogEntry" WHERE stream = ${reference} AND seq <= ${upTo}::int AND text IS NOT NULL
    GROUP BY 1`;

export async function createExport(tx: Transaction, reference: string, askedBy: string): Promise<string> {
  const id = newId();
  // No other column: when it was asked for is the database's to say, and what became of it the worker's.
  await clientOf(tx).$executeRaw`
    INSERT INTO "BundleExport" (id, reference, asked_by) VALUES (${id}::uuid, ${reference}, ${askedBy}::uuid)`;
  return id;
}

export async function findExport(id: string): Promise<BundleExport | null> {
  const row = await clientOf().bundleExport.findUnique({ where: { id }, select: columns });
  return row === null ? null : toExport(row);
}

/** The latest of a log, the last one first. */
export async function listExports(reference: string, limit: number): Promise<BundleExport[]> {
  const rows = await clientOf().bundleExport.findMany({
    where: { reference },
    orderBy: { askedAt: "desc" },
    take: limit,
    select: columns,
  });
  return rows.map(toExport);
}

/** One that this person asked for and that is neither made nor given up. */
export async function unmadeExport(
  tx: Transaction,
  reference: string,
  askedBy: string,
): Promise<string | null> {
  const row = await clientOf(tx).bundleExport.findFirst({
    where: { reference, askedBy, madeAt: null, failedBecause: null },
    select: { id: true },
  });
  return row?.id ?? null;
}

const partBytes = 1024 * 1024;

/**
 * Keeps what was made, once: of two workers that made the same, the second finds it made and leaves it. Words that were
 * redacted since the log was read must not come back: a redaction holds the head's lock, so it is looked for under it.
 */
export function keepBundle(
  { id, reference }: Pick<BundleExport, "id" | "reference">,
  made: { archive: Uint8Array<ArrayBuffer>; headSeq: number; sha256: string },
): Promise<void> {
  const { archive, headSeq, sha256 } = made;
  return withTransaction(async (tx) => {
    const marked = await clientOf(tx).$executeRaw`
      UPDATE "BundleExport" SET made_at = clock_timestamp(), head_seq = ${headSeq}::int, size = ${archive.length}::int,
        sha256 = ${sha256}, failed_because = NULL
      WHERE id = ${id}::uuid AND made_at IS NULL`;
    if (marked === 0) return;
    for (let number = 0; number * partBytes < archive.length; number += 1) {
      const bytes = archive.slice(number * partBytes, (number + 1) * partBytes);
      await clientOf(tx).bundlePart.create({
        data: { exportId: id, number, bytes },
        select: { number: true },
      });
    }
    await lockHead(tx, reference);
    if (await hasRedactionAfter(tx, reference, headSeq))
      throw new AppError("unavailable", "Words were redacted while the bundle was made. Make it again.");
  });
}

async function hasRedactionAfter(tx: Transaction, reference: string, seq: number): Promise<boolean> {
  const rows = await clientOf(tx).$queryRaw<unknown[]>`
    SELECT FROM "LogEntry" WHERE stream = ${reference} AND seq > ${seq}::int
      AND header::json->>'type' = 'TextRedacted' LIMIT 1`;
  return rows.length > 0;
}

export async function giveUpExport(id: string, failedBecause: string): Promise<void> {
  await clientOf().bundleExport.updateMany({ where: { id, madeAt: null }, data: { failedBecause } });
}

/** One part after the other, the first being 0; null after the last. */
export async function readBundlePart(exportId: string, number: number): Promise<Uint8Array | null> {
  const row = await clientOf().bundlePart.findUnique({
    where: { exportId_number: { exportId, number } },
    select: { bytes: true },
  });
  return row?.bytes ?? null;
}

/** Lets the bytes of older ones go. Whoever still wants one has it made again. */
export const sweepBundles = (tx: Transaction, olderThanHours: number): Promise<number> =>
  clientOf(tx).$executeRaw`
    DELETE FROM "BundlePart" USING "BundleExport" AS made
    WHERE made.id = export_id AND made.made_at < clock_timestamp() - make_interval(hours => ${olderThanHours}::int)`;
