import { clientOf, type Transaction } from "./transaction.ts";

export type IdleRun = { reference: string; run: string };
export type WaitingDelivery = { reference: string; notice: string; delivery: string };
export type UnfiledDecision = { reference: string; decision: string; party: string };
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

/** What one process takes from the queue: the names it takes it under, and the jobs that it has in hand. */
export type QueueHold = { names: readonly string[]; inHand: readonly string[] };

/**
 * Gives back to the queue what was taken under a name that no living worker has, and what was taken under one of ours
 * and is not in hand: a connection was lost between the two. The queue itself waits four hours for a worker that died,
 * and whoever was to be called or reminded would hear of it then. Said of what was taken a while ago only.
 */
export async function freeLostJobs(
  { names, inHand }: QueueHold,
  silentSeconds: number,
  tx?: Transaction,
): Promise<number> {
  return clientOf(tx).$executeRaw`
    UPDATE graphile_worker._private_jobs job SET locked_at = NULL, locked_by = NULL
    WHERE job.locked_at < clock_timestamp() - make_interval(secs => ${silentSeconds})
      AND CASE WHEN job.locked_by = ANY (${names}::text[]) THEN NOT job.id::text = ANY (${inHand}::text[])
        ELSE NOT EXISTS (SELECT 1 FROM "WorkerHeartbeat" worker WHERE job.locked_by = ANY (worker.queue_workers)
          AND worker.beat_at > clock_timestamp() - make_interval(secs => ${silentSeconds})) END`;
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

/** Sealed decisions whose log is not yet with a party that is to have it, and that no job will bring there. */
export async function unfiledDecisions(tx?: Transaction): Promise<UnfiledDecision[]> {
  return clientOf(tx).$queryRaw<UnfiledDecision[]>`
    SELECT incident.reference, decision.id::text AS decision, party FROM "Decision" decision
    JOIN "Incident" incident ON incident.id = decision.incident_id
    JOIN "ProtocolVersion" version ON version.hash = incident.pack_hash
    CROSS JOIN json_object_keys(
      coalesce(version.body::json #> ARRAY['gates', decision.gate, 'decisionLog'], '{}')) AS party
    WHERE decision.sealed_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM "TimelineEntry" entry
        WHERE entry.incident_id = incident.id AND entry.type = 'DecisionFiled'
          AND entry.facts ->> 'decision' = decision.id::text AND entry.facts ->> 'party' = party
          AND entry.facts ->> 'place' IS NOT NULL)
      AND NOT EXISTS (SELECT FROM graphile_worker.jobs job
        WHERE job.key = 'file:' || decision.id || ':' || party
          AND (job.locked_at IS NOT NULL OR job.attempts < job.max_attempts))`;
}
