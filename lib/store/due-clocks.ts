import type { Firing } from "#lib/domain/clock/firing.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type DueClock = {
  reference: string;
  clock: string;
  occurrence: number;
  fires: Firing["as"];
  fireAt: string;
};

/** The nearest deadline and how far away it is by the database's time; not above zero when it is due. */
export async function nextDueAt(tx?: Transaction): Promise<{ at: string; inMilliseconds: number } | null> {
  const rows = await clientOf(tx).$queryRaw<{ at: Date | null; wait: number | null }[]>`
    SELECT min(fire_at) AS at,
      (extract(epoch FROM min(fire_at) - clock_timestamp()) * 1000)::float8 AS wait
    FROM "Clock" WHERE fire_at IS NOT NULL`;
  const row = rows[0];
  if (row?.at == null || row.wait === null) return null;
  return { at: row.at.toISOString(), inMilliseconds: row.wait };
}

type Row = Omit<DueClock, "fireAt"> & { fireAt: Date };

/**
 * Due clocks, soonest first, with their incidents locked to the transaction's end. An incident that somebody else
 * holds now is passed over, so come back for it. What is claimed is a hint: the command looks again.
 */
export async function claimDueClocks(tx: Transaction, limit: number): Promise<DueClock[]> {
  const rows = await clientOf(tx).$queryRaw<Row[]>`
    SELECT reference, clock, occurrence, fires, fire_at AS "fireAt" FROM claim_due_clocks(${limit}::int)`;
  return rows.map((row) => ({ ...row, fireAt: row.fireAt.toISOString() }));
}
