import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type Failures = { count: number; oldestAt: string | null; now: string };

/** How often a subject (an account, an address) failed in the last seconds, and when the first of these was. */
export async function countFailures(
  subject: string,
  withinSeconds: number,
  tx?: Transaction,
): Promise<Failures> {
  const rows = await clientOf(tx).$queryRaw<{ count: number; oldest: Date | null; now: Date }[]>`
    SELECT count(*)::int AS count, min(at) AS oldest, clock_timestamp() AS now FROM "SignInAttempt"
    WHERE subject = ${subject} AND at > clock_timestamp() - make_interval(secs => ${withinSeconds})`;
  const row = rows[0];
  const now = row?.now ?? new Date();
  return { count: row?.count ?? 0, oldestAt: row?.oldest?.toISOString() ?? null, now: now.toISOString() };
}

/** Makes attempts on a subject take turns, so that many at once cannot all be counted before the first is recorded. */
export async function lockSubject(tx: Transaction, subject: string): Promise<void> {
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in\n${subject}`}, 0))`;
}

export async function recordFailure(tx: Transaction, subject: string): Promise<void> {
  await clientOf(tx).$executeRaw`
    INSERT INTO "SignInAttempt" (id, subject, at) VALUES (${newId()}::uuid, ${subject}, clock_timestamp())`;
}

export async function clearFailures(tx: Transaction, subject: string): Promise<void> {
  await clientOf(tx).signInAttempt.deleteMany({ where: { subject } });
}

/** Forgets what no count asks for any more. */
export async function sweepFailures(tx: Transaction, olderThanSeconds: number): Promise<number> {
  return clientOf(tx).$executeRaw`
    DELETE FROM "SignInAttempt" WHERE at < clock_timestamp() - make_interval(secs => ${olderThanSeconds})`;
}
