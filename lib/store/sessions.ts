import { newId } from "#lib/platform/ids.ts";
import { type Person, personColumns, toPerson } from "./people.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type UserSession = { id: string; personId: string; expiresAt: string };

export type NewSession = { personId: string; lifetimeSeconds: number; userAgent?: string | null };

export async function createSession(
  tx: Transaction,
  { personId, lifetimeSeconds, userAgent = null }: NewSession,
): Promise<UserSession> {
  const id = newId();
  const rows = await clientOf(tx).$queryRaw<{ expires_at: Date }[]>`
    INSERT INTO "UserSession" (id, person_id, expires_at, user_agent)
    VALUES (${id}::uuid, ${personId}::uuid, clock_timestamp() + make_interval(secs => ${lifetimeSeconds}), ${userAgent})
    RETURNING expires_at`;
  return { id, personId, expiresAt: rows[0]?.expires_at.toISOString() ?? "" };
}

/** The person of a session that has neither ended nor run out, by the database's time. */
export async function findSession(
  id: string,
  tx?: Transaction,
): Promise<{ id: string; person: Person } | null> {
  const rows = clientOf(tx);
  const open = await rows.$queryRaw<{ person_id: string }[]>`
    SELECT person_id::text FROM "UserSession"
    WHERE id = ${id}::uuid AND ended_at IS NULL AND expires_at > clock_timestamp()`;
  const personId = open[0]?.person_id;
  if (personId === undefined) return null;
  const where = { id: personId, removedAt: null };
  const person = await rows.person.findUnique({ where, select: personColumns });
  return person && { id, person: toPerson(person) };
}

export async function endSession(tx: Transaction, id: string): Promise<void> {
  await clientOf(tx).$executeRaw`
    UPDATE "UserSession" SET ended_at = clock_timestamp() WHERE id = ${id}::uuid AND ended_at IS NULL`;
}
