import { holdBaseline } from "#lib/store/checkpoints.ts";
import { findServiceByKey, type Service } from "#lib/store/services.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/** A service whose baselines nobody else changes or locks to the transaction's end, read once that is sure. */
export async function heldService(tx: Transaction, key: string): Promise<Service | null> {
  const found = await findServiceByKey(key, tx);
  if (found === null) return null;
  await holdBaseline(tx, found.id);
  return findServiceByKey(key, tx);
}
