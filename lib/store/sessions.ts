import { newId } from "#lib/platform/ids.ts";
import { type Person, toPerson } from "./people.ts";
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

type PersonOfSession = Omit<Person, "roles" | "onCallRoles"> & {
  holdings: { role: string; onCall: boolean }[];
};

/** The person of a session that has neither ended nor run out, by the database's time. Every request asks it: one journey. */
export async function findSession(
  id: string,
  tx?: Transaction,
): Promise<{ id: string; person: Person } | null> {
  const rows = await clientOf(tx).$queryRaw<PersonOfSession[]>`
    /* planned once: session */
    SELECT p.id::text, p.email, p.name, p.party, p.is_administrator AS "isAdministrator", p.is_auditor AS "isAuditor",
      (SELECT coalesce(json_agg(json_build_object('role', h.role, 'onCall', h.on_call) ORDER BY h.role), '[]')
        FROM "RoleHolding" h WHERE h.person_id = p.id) AS holdings
    FROM "UserSession" s JOIN "Person" p ON p.id = s.person_id
    WHERE s.id = ${id}::uuid AND s.ended_at IS NULL AND s.expires_at > clock_timestamp() AND p.removed_at IS NULL`;
  const [row] = rows;
  if (row === undefined) return null;
  const { holdings, ...person } = row;
  return { id, person: toPerson({ ...person, roles: holdings }) };
}

export async function endSession(tx: Transaction, id: string): Promise<void> {
  await clientOf(tx).$executeRaw`
    UPDATE "UserSession" SET ended_at = clock_timestamp() WHERE id = ${id}::uuid AND ended_at IS NULL`;
}

/** Whether the person of this session showed within so many seconds that it is they, by the database's time. */
export async function isSessionConfirmed(id: string, withinSeconds: number): Promise<boolean> {
  const rows = await clientOf().$queryRaw<{ holds: boolean }[]>`
    SELECT confirmed_at > clock_timestamp() - make_interval(secs => ${withinSeconds}) AS holds
    FROM "UserSession" WHERE id = ${id}::uuid AND ended_at IS NULL`;
  return rows[0]?.holds === true;
}

export async function confirmSession(tx: Transaction, id: string): Promise<void> {
  await clientOf(tx).$executeRaw`
    UPDATE "UserSession" SET confirmed_at = clock_timestamp() WHERE id = ${id}::uuid AND ended_at IS NULL`;
}
