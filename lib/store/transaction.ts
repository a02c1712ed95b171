import { AppError } from "#lib/platform/errors.ts";
import { database } from "./client.ts";
import { toFailure } from "./failure.ts";
import type { Prisma } from "./generated/client.ts";

declare const opened: unique symbol;
/** A running transaction. Only the store can look inside. */
export type Transaction = { readonly [opened]: true };

type Inside = { client: Prisma.TransactionClient; notifications: Map<string, string> };
const inside = new WeakMap<Transaction, Inside>();

function insideOf(tx: Transaction): Inside {
  const found = inside.get(tx);
  if (found === undefined) throw new AppError("broken-invariant", "A transaction was used after its end.");
  return found;
}

/** The client of a transaction, or of none. */
export const clientOf = (tx?: Transaction): Prisma.TransactionClient =>
  tx === undefined ? database() : insideOf(tx).client;

/** Announces once, at the transaction's end, the last payload given for a subject. */
export function notifyAtEnd(tx: Transaction, subject: string, payload: string): void {
  insideOf(tx).notifications.set(subject, payload);
}

/** What was given to be announced so far: whoever takes it announces it, with a statement that it makes anyway. */
export function takeAnnouncements(tx: Transaction): string[] {
  const { notifications } = insideOf(tx);
  const payloads = [...notifications.values()];
  notifications.clear();
  return payloads;
}

/**
 * Runs `work` in one transaction, READ COMMITTED as every connection of ours: row locks and unique constraints, not isolation, keep two
 * commands apart. What `work` wants announced is announced with the commit.
 */
export async function withTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await database().$transaction((client) => run(client, work), { maxWait: 10_000, timeout: 30_000 });
  } catch (error) {
    throw toFailure(error);
  }
}

async function run<T>(client: Prisma.TransactionClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const tx = Object.freeze({}) as Transaction;
  const notifications = new Map<string, string>();
  inside.set(tx, { client, notifications });
  try {
    const result = await work(tx);
    const payloads = takeAnnouncements(tx);
    if (payloads.length > 0) {
      await client.$executeRaw`SELECT pg_notify('holdpoint', payload) FROM unnest(${payloads}::text[]) AS payload`;
    }
    return result;
  } finally {
    inside.delete(tx);
  }
}

/** The database's time, UTC with milliseconds. Every deadline is computed and compared with it. */
export async function databaseNow(tx?: Transaction): Promise<string> {
  const rows = await clientOf(tx).$queryRaw<{ now: string }[]>`
    SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now`;
  const now = rows[0]?.now;
  if (now === undefined) throw new AppError("broken-invariant", "The database did not tell the time.");
  return now;
}
