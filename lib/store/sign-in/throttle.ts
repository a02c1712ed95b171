import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction, withTransaction } from "../transaction.ts";

/** One thing that attempts are counted by, and how many failures it may have within the window. */
export type Counted = { subject: string; limit: number };
export type Admission = { isAdmitted: true; attemptIds: string[] } | { isAdmitted: false; until: Date };

async function closedUntil(tx: Transaction, counted: Counted, windowInSeconds: number): Promise<Date | null> {
  const rows = await clientOf(tx).$queryRaw<{ until: Date }[]>`
    SELECT at + make_interval(secs => ${windowInSeconds}) AS until FROM "SignInAttempt"
    WHERE subject = ${counted.subject} AND at > clock_timestamp() - make_interval(secs => ${windowInSeconds})
    ORDER BY at DESC OFFSET ${counted.limit - 1} LIMIT 1`;
  return rows[0]?.until ?? null;
}

/**
 * Counts an attempt before it is judged, because attempts that are all judged first and counted afterwards are not
 * limited when they come at once. A refused attempt is not counted: otherwise a stranger could keep a door shut.
 */
export function admitAttempt(counted: readonly Counted[], windowInSeconds: number): Promise<Admission> {
  return withTransaction(async (tx) => {
    const client = clientOf(tx);
    for (const { subject } of counted) {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in:${subject}`}, 0))`;
    }
    const closings = [];
    for (const one of counted) closings.push(await closedUntil(tx, one, windowInSeconds));
    const latest = Math.max(...closings.map((until) => until?.getTime() ?? 0));
    if (latest > 0) return { isAdmitted: false, until: new Date(latest) };
    const attempts = counted.map(({ subject }) => ({ id: newId(), subject }));
    for (const { id, subject } of attempts) {
      await client.$executeRaw`DELETE FROM "SignInAttempt" WHERE subject = ${subject} AND at < now() - interval '1 day'`;
      await client.$executeRaw`
        INSERT INTO "SignInAttempt" (id, subject, at) VALUES (${id}::uuid, ${subject}, clock_timestamp())`;
    }
    return { isAdmitted: true, attemptIds: attempts.map(({ id }) => id) };
  });
}

/** After a success: the account's failures are forgotten, and this attempt no longer counts against the address. */
export async function forgetAttempts(subject: string, attemptIds: readonly string[]): Promise<void> {
  await clientOf().signInAttempt.deleteMany({
    where: { OR: [{ subject }, { id: { in: [...attemptIds] } }] },
  });
}
