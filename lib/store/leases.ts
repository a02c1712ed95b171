import { clientOf, type Transaction } from "./transaction.ts";

/** The right to act on a run's lane now; the lane is empty for steps that run alone. The epoch fences: it rises with each taking, and only the latest may write. */
export type RunLease = {
  runId: string;
  lane: string;
  incident: string;
  step: string;
  attempt: number;
  epoch: number;
  worker: string;
  leaseUntil: string;
};

type Row = Omit<RunLease, "leaseUntil"> & { leaseUntil: Date };
const toLease = (row: Row): RunLease => ({ ...row, leaseUntil: row.leaseUntil.toISOString() });

export type WantedLease = Pick<RunLease, "runId" | "incident" | "step" | "attempt" | "worker"> & {
  seconds: number;
  lane?: string;
};

/** One holding of one lane of a run. */
export type LeaseKey = { runId: string; epoch: number; lane?: string };

/** Takes the lease of a run's lane; null while another holds it. One statement, so it needs no transaction of its own. */
export async function takeLease(wanted: WantedLease): Promise<RunLease | null> {
  const { runId, incident, step, attempt, worker, seconds, lane = "" } = wanted;
  const rows = await clientOf().$queryRaw<Row[]>`
    INSERT INTO "RunLease" AS lease (run_id, lane, incident, step, attempt, epoch, worker, lease_until)
    VALUES (${runId}::uuid, ${lane}, ${incident}, ${step}, ${attempt}::int, 1, ${worker},
      clock_timestamp() + make_interval(secs => ${seconds}))
    ON CONFLICT (run_id, lane) DO UPDATE SET incident = excluded.incident, step = excluded.step,
      attempt = excluded.attempt, epoch = lease.epoch + 1, worker = excluded.worker,
      lease_until = excluded.lease_until, released_at = NULL
    WHERE lease.released_at IS NOT NULL OR lease.lease_until <= clock_timestamp()
    RETURNING run_id::text AS "runId", lane, incident, step, attempt, epoch, worker, lease_until AS "leaseUntil"`;
  return rows[0] === undefined ? null : toLease(rows[0]);
}

/** Keeps a lease a while longer; false when it ran out or somebody else has it: then stop what it covered. */
export async function renewLease(
  { runId, epoch, lane = "" }: LeaseKey,
  seconds: number,
  tx?: Transaction,
): Promise<boolean> {
  const count = await clientOf(tx).$executeRaw`
    UPDATE "RunLease" SET lease_until = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE run_id = ${runId}::uuid AND lane = ${lane} AND epoch = ${epoch}::int
      AND released_at IS NULL AND lease_until > clock_timestamp()`;
  return count === 1;
}

/** Whether an epoch still holds its lane, under a lock so that it stays so to the transaction's end. */
export async function holdsLease(tx: Transaction, { runId, epoch, lane = "" }: LeaseKey): Promise<boolean> {
  const rows = await clientOf(tx).$queryRaw<unknown[]>`
    SELECT 1 FROM "RunLease" WHERE run_id = ${runId}::uuid AND lane = ${lane} AND epoch = ${epoch}::int
      AND released_at IS NULL AND lease_until > clock_timestamp() FOR UPDATE`;
  return rows.length === 1;
}

/** Gives a lease back. The row stays, because the epoch must never go down. */
export async function releaseLease({ runId, epoch, lane = "" }: LeaseKey): Promise<boolean> {
  const count = await clientOf().$executeRaw`
    UPDATE "RunLease" SET released_at = clock_timestamp()
    WHERE run_id = ${runId}::uuid AND lane = ${lane} AND epoch = ${epoch}::int AND released_at IS NULL`;
  return count === 1;
}
