import { clientOf, type Transaction } from "./transaction.ts";

export type IdleRun = { reference: string; run: string };
export type WaitingDelivery = { reference: string; notice: string; delivery: string };
export type OrphanedStep = {
  reference: string;
  run: string;
  step: string;
  attempt: number;
  epoch: number;
  lastHeardAt: string;
};

/**
 * Steps that began and whose epoch nobody holds: the intent is recorded and no outcome will come. The step's own row
 * is asked and not the lease alone, because a lease may have been given back, or taken by another, meanwhile.
 */
export async function orphanedSteps(tx?: Transaction): Promise<OrphanedStep[]> {
  const rows = await clientOf(tx).$queryRaw<(Omit<OrphanedStep, "lastHeardAt"> & { heard: Date })[]>`
    SELECT incident.reference, attempt.run_id::text AS run, attempt.step, attempt.attempt, attempt.epoch,
      CASE WHEN lease.epoch = attempt.epoch THEN lease.lease_until ELSE attempt.started_at END AS heard
    FROM "StepAttempt" attempt
    JOIN "RollbackRun" run ON run.id = attempt.run_id
    JOIN "Incident" incident ON incident.id = run.incident_id
    LEFT JOIN "RunLease" lease ON lease.run_id = attempt.run_id
      AND lease.step = attempt.step AND lease.attempt = attempt.attempt
    WHERE attempt.status = 'running' AND NOT coalesce(
      lease.epoch = attempt.epoch AND lease.released_at IS NULL AND lease.lease_until > clock_timestamp(), false)`;
  return rows.map(({ heard, ...step }) => ({ ...step, lastHeardAt: heard.toISOString() }));
}

/**
 * Runs of open incidents that should be moving and that no worker holds, or of which a lane was left by a worker that
 * never gave it back: a lost job left them.
 */
export async function idleRuns(tx?: Transaction): Promise<IdleRun[]> {
  return clientOf(tx).$queryRaw<IdleRun[]>`
    SELECT incident.reference, run.id::text AS run FROM "RollbackRun" run
    JOIN "Incident" incident ON incident.id = run.incident_id
    WHERE run.status IN ('running', 'executed') AND incident.status = 'open' AND (
      NOT EXISTS (SELECT 1 FROM "RunLease" lease
        WHERE lease.run_id = run.id AND lease.released_at IS NULL AND lease.lease_until > clock_timestamp())
      OR EXISTS (SELECT 1 FROM "RunLease" lease
        WHERE lease.run_id = run.id AND lease.released_at IS NULL AND lease.lease_until <= clock_timestamp()))`;
}

/**
 * Deliveries still pending that no job will try again: none waits, and none was taken up within a while, so that
 * whoever took it has died. One that is being tried now is left alone, because trying it twice sends it twice.
 */
export async function lostDeliveries(
  { takenWithinSeconds }: { takenWithinSeconds: number },
  tx?: Transaction,
): Promise<WaitingDelivery[]> {
  return clientOf(tx).$queryRaw<WaitingDelivery[]>`
    SELECT incident.reference, notice.id::text AS notice, delivery.id::text AS delivery FROM "NoticeDelivery" delivery
    JOIN "Notice" notice ON notice.id = delivery.notice_id
    JOIN "Incident" incident ON incident.id = notice.incident_id
    WHERE delivery.status = 'pending' AND NOT EXISTS (
      SELECT 1 FROM graphile_worker.jobs job WHERE job.key = 'deliver:' || delivery.id
        AND CASE WHEN job.locked_at IS NULL THEN job.attempts < job.max_attempts
          ELSE job.locked_at > now() - make_interval(secs => ${takenWithinSeconds}) END)`;
}
