import { clientOf, type Transaction, takeAnnouncements } from "./transaction.ts";

export type Receipt = { command: string; result: unknown };

/**
 * What a key's command answered before; null for a new key. The second of two at once waits here for the first,
 * because both take the key's lock before they look.
 */
export async function findReceipt(tx: Transaction, actorId: string, key: string): Promise<Receipt | null> {
  const rows = await clientOf(tx).$queryRaw<Receipt[]>`
    SELECT command, result FROM lock_and_find_receipt(${actorId}, ${key})`;
  return rows[0] ?? null;
}

export type NewReceipt = { actorId: string; key: string; command: string; result: unknown };

/** Keeps the answer. It is the last that a command writes, so what is to be announced goes with it. */
export async function saveReceipt(
  tx: Transaction,
  { actorId, key, command, result }: NewReceipt,
): Promise<void> {
  const kept = JSON.stringify(result ?? null);
  await clientOf(tx).$executeRaw`
    WITH kept AS (
      INSERT INTO "CommandReceipt" (actor_id, key, command, result)
      VALUES (${actorId}, ${key}, ${command}, ${kept}::jsonb)
    )
    SELECT pg_notify('holdpoint', payload) FROM unnest(${takeAnnouncements(tx)}::text[]) AS payload`;
}

/** Forgets receipts older than any client asks again. */
export const sweepReceipts = (tx: Transaction, olderThanDays: number): Promise<number> =>
  clientOf(tx)
    .$executeRaw`DELETE FROM "CommandReceipt" WHERE at < clock_timestamp() - make_interval(days => ${olderThanDays}::int)`;
