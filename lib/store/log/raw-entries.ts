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

/** Entries of a stream whose facts mention one of these words, as stored, and perhaps a few that only look as if. */
export async function readRawEntriesAbout(
  reference: string,
  words: readonly string[],
  tx?: Transaction,
): Promise<RawEntry[]> {
  const rows = await clientOf(tx).logEntry.findMany({
    where: { stream: reference, OR: words.map((word) => ({ facts: { contains: word } })) },
    orderBy: { seq: "asc" },
    select: columns,
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

type LockedRow = Omit<RawEntry, "seq" | "recordedAt"> & {
  seq: number | null;
  recordedAt: Date;
  headSeq: number;
  headHash: string;
};

/** As `lockHead`, with the entries after a place: one journey, because a command makes it while others wait. */
export async function lockAndRead(
  tx: Transaction,
  reference: string,
  afterSeq: number,
): Promise<{ head: Head; entries: RawEntry[] } | null> {
  const rows = await clientOf(tx).$queryRaw<LockedRow[]>`
    SELECT seq, hash, prev_hash AS "prevHash", header, facts, text_body AS text, text_salt AS "textSalt",
      recorded_at AS "recordedAt", head_seq AS "headSeq", head_hash AS "headHash"
    FROM lock_stream_and_read(${reference}, ${afterSeq}::int)`;
  const [first] = rows;
  if (first === undefined) return null;
  return { head: { seq: first.headSeq, hash: first.headHash }, entries: rows.flatMap(toRawEntry) };
}

/** A stream that has nothing after the place still has its head, in a row without an entry. */
function toRawEntry({ headSeq, headHash, seq, ...row }: LockedRow): RawEntry[] {
  return seq === null ? [] : [{ ...row, seq, recordedAt: row.recordedAt.toISOString() }];
}

/** Statements that write rows, and the values that they name by place: they go with an append as parts of its statement. */
export type Beside = { parts: readonly string[]; values: readonly string[] };

const nothing: Beside = { parts: [], values: [] };
/** Values of an append's own stand before those of what goes with it. */
export const ownValues = 2;

/** Hands entries to the one function that may append, all in one statement and in their order, with what is written beside them. */
export async function insertEntries(
  tx: Transaction,
  reference: string,
  entries: RawEntry[],
  { parts, values }: Beside = nothing,
): Promise<void> {
  const named = parts.map((part, number) => `beside${number} AS (${part})`);
  const statement = `${named.length === 0 ? "" : `WITH ${named.join(", ")} `}
    SELECT append_entry($1, e.seq, e.hash, e.header, e.facts, e.text, e."textSalt")
    FROM json_to_recordset($2::json)
      AS e(seq int, hash text, header text, facts text, text text, "textSalt" text)`;
  await clientOf(tx).$executeRawUnsafe(statement, reference, JSON.stringify(entries), ...values);
}

export async function redactText(
  tx: Transaction,
  reference: string,
  seq: number,
  bySeq: number,
): Promise<void> {
  await clientOf(tx).$executeRaw`SELECT redact_text(${reference}, ${seq}::int, ${bySeq}::int)`;
}
