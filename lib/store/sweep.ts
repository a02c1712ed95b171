import { clientOf, type Transaction } from "./transaction.ts";

export type IdleRun = { reference: string; run: string };
export type WaitingDelivery = { reference: string; notice: string; delivery: string };

/** Runs of open incidents that should be moving and that no worker holds: a lost job left them. */
export async function idleRuns(tx?: Transaction): Promise<IdleRun[]> {
  return clientOf(tx).$queryRaw<IdleRun[]>`
    SELECT incident.reference, run.id::text AS run FROM "RollbackRun" run
    JOIN "Incident" incident ON incident.id = run.incident_id
    WHERE run.status IN ('running', 'executed') AND incident.status = 'open' AND NOT EXISTS (
      SELECT 1 FROM "RunLease" lease WHERE lease.run_id = run.id AND lease.released_at IS NULL)`;
}

/** Deliveries still pending a while after their notice was sent. */
export async function waitingDeliveries(
  olderThanSeconds: number,
  tx?: Transaction,
): Promise<WaitingDelivery[]> {
  return clientOf(tx).$queryRaw<WaitingDelivery[]>`
    SELECT incident.reference, notice.id::text AS notice, delivery.id::text AS delivery FROM "NoticeDelivery" delivery
    JOIN "Notice" notice ON notice.id = delivery.notice_id
    JOIN "Incident" incident ON incident.id = notice.incident_id
    WHERE delivery.status = 'pending' AND delivery.attempts = 0
      AND notice.sent_at < clock_timestamp() - make_interval(secs => ${olderThanSeconds})`;
}
