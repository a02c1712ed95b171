import { clientOf, type Transaction } from "./transaction.ts";

/** Changes of the roster take turns, so that the last two administrators cannot remove each other at once. */
export async function lockRoster(tx: Transaction): Promise<void> {
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('roster', 0))`;
}

export const countAdministrators = (tx?: Transaction): Promise<number> =>
  clientOf(tx).person.count({ where: { isAdministrator: true, removedAt: null } });
