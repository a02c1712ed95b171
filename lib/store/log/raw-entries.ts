import type { Head, RawEntry } from "#lib/domain/record/entry.ts";
import { clientOf, type Transaction } from "../transaction.ts";

const columns = {
  seq: true,
  hash: true,
  prevHash: true,
  header: true,
  facts: true,
  text: true,
  textSalt: true,
  recordedAt: true,
} as const;

/** Entries after a place in the order of the stream, as stored: what a verifier reads. */
export async function readRawEntries(
  reference: string,
  afterSeq: number,
  limit?: number,
  tx?: Transaction,
): Promise<RawEntry[]> {
  const rows = await clientOf(tx).logEntry.findMany({
    where: { stream: reference, seq: { gt: afterSeq } },
    orderBy: { seq: "asc" },
    select: columns,
    ...(limit !== undefined && { take: limit }),
  });
  return rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }));
}

export function readHead(reference: string, tx?: Transaction): Promise<Head | null> {
  return clientOf(tx).logHead.findUnique({ where: { stream: reference }, select: { seq: true, hash: true } });
}

/** The head under a row lock that is held to the transaction's end: two commands on one stream take turns. */
export async function lockHead(tx: Transaction, reference: string): Promise<Head | null> {
  const rows = await clientOf(tx).$queryRaw<Head[]>`SELECT seq, hash FROM lock_stream(${reference})`;
  return rows[0] ?? null;
}

/** Hands entries to the one function that may append, all in one statement and in their order. */
export async function insertEntries(tx: Transaction, reference: string, entries: RawEntry[]): Promise<void> {
  const rows = JSON.stringify(entries);
  await clientOf(tx).$executeRaw`
    SELECT append_entry(${reference}, e.seq, e.hash, e.header, e.facts, e.text, e."textSalt")
    FROM json_to_recordset(${rows}::json)
      AS e(seq int, hash text, header text, facts text, text text, "textSalt" text)`;
}

export async function redactText(
  tx: Transaction,
  reference: string,
  seq: number,
  bySeq: number,
): Promise<void> {
  await clientOf(tx).$executeRaw`SELECT redact_text(${reference}, ${seq}::int, ${bySeq}::int)`;
}
