import type { Firing } from "#lib/domain/clock/firing.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type DueClock = {
  reference: string;
  clock: string;
  occurrence: number;
  fires: Firing["as"];
  fireAt: string;
};

export type NextDue = {
  at: string;
  inMilliseconds: number;
  /** How far away the nearest is that is not due yet; null where there is none. */
  laterInMilliseconds: number | null;
};

/** The nearest deadline and how far away it is by the database's time; not above zero when it is due. */
export async function nextDueAt(tx?: Transaction): Promise<NextDue | null> {
  const rows = await clientOf(tx).$queryRaw<{ at: Date | null; wait: number | null; later: number | null }[]>`
    SELECT nearest.at, (extract(epoch FROM nearest.at - clock_timestamp()) * 1000)::float8 AS wait,
      (extract(epoch FROM later.at - clock_timestamp()) * 1000)::float8 AS later
    FROM (SELECT min(fire_at) AS at FROM "Clock" WHERE fire_at IS NOT NULL) nearest,
      (SELECT min(fire_at) AS at FROM "Clock" WHERE fire_at > statement_timestamp()) later`;
  const row = rows[0];
  if (row?.at == null || row.wait === null) return null;
  return { at: row.at.toISOString(), inMilliseconds: row.wait, laterInMilliseconds: row.later };
}

type Row = Omit<DueClock, "fireAt"> & { fireAt: Date };

/**
 * Due clocks, soonest first, with their incidents locked to the transaction's end; without one, to the statement's.
 * An incident that somebody else holds now is passed over, so come back for it. What is claimed is a hint: the
 * command looks again.
 */
export async function claimDueClocks(tx: Transaction | undefined, limit: number): Promise<DueClock[]> {
  const rows = await clientOf(tx).$queryRaw<Row[]>`
    SELECT reference, clock, occurrence, fires, fire_at AS "fireAt" FROM claim_due_clocks(${limit}::int)`;
  return rows.map((row) => ({ ...row, fireAt: row.fireAt.toISOString() }));
}
