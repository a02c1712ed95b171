import { clientOf, type Transaction } from "./transaction.ts";

export type RunElsewhere = { reference: string; startedBy: string; startedAt: string; status: string };

/**
 * The run that acts on a service's environment for another open incident; null where there is none. Takes the
 * environment's lock to the transaction's end first, because two incidents have two heads, and neither would
 * see the other's run start.
 */
export async function runElsewhere(
  tx: Transaction,
  { service, environment, reference }: { service: string; environment: string; reference: string },
): Promise<RunElsewhere | null> {
  const place = `rollback:${service}:${environment}`;
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${place}, 0))`;
  return findRunElsewhere({ service, environment, reference }, tx);
}

/** The same, only to be told: whoever starts a run asks under the lock. */
export async function findRunElsewhere(
  { service, environment, reference }: { service: string; environment: string; reference: string },
  tx?: Transaction,
): Promise<RunElsewhere | null> {
  const row = await clientOf(tx).rollbackRun.findFirst({
    where: {
      service,
      environment,
      status: { in: ["awaiting-approval", "running", "paused", "asking", "executed"] },
      incident: { status: "open", reference: { not: reference } },
    },
    select: { startedBy: true, startedAt: true, status: true, incident: { select: { reference: true } } },
  });
  if (row === null) return null;
  const { startedBy, startedAt, status, incident } = row;
  return { reference: incident.reference, startedBy, startedAt: startedAt.toISOString(), status };
}
