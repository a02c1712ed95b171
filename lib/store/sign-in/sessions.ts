import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction } from "../transaction.ts";

export type SessionHolder = {
  personId: string;
  name: string;
  email: string;
  party: string | null;
  roles: string[];
  isAdministrator: boolean;
  isAuditor: boolean;
  sessionId: string;
};

type NewSession = { personId: string; userAgent: string | null; lifetimeInSeconds: number };

/** Opens a session that ends in database time, and gives its id. */
export async function openSession(session: NewSession, tx?: Transaction): Promise<string> {
  const id = newId();
  const { personId, userAgent, lifetimeInSeconds } = session;
  await clientOf(tx).$executeRaw`
    INSERT INTO "UserSession" (id, person_id, expires_at, user_agent)
    VALUES (${id}::uuid, ${personId}::uuid, now() + make_interval(secs => ${lifetimeInSeconds}), ${userAgent})`;
  return id;
}

/** The person behind a session that is open now; null once it was ended, ran out, or the person was removed. */
export async function findSessionHolder(sessionId: string): Promise<SessionHolder | null> {
  const rows = await clientOf().$queryRaw<SessionHolder[]>`
    SELECT p.id AS "personId", p.name, p.email, p.party, s.id AS "sessionId",
      p.is_administrator AS "isAdministrator", p.is_auditor AS "isAuditor",
      ARRAY(SELECT role FROM "RoleHolding" WHERE person_id = p.id ORDER BY role) AS roles
    FROM "UserSession" s JOIN "Person" p ON p.id = s.person_id
    WHERE s.id = ${sessionId}::uuid AND s.ended_at IS NULL AND s.expires_at > now() AND p.removed_at IS NULL`;
  return rows[0] ?? null;
}

/** Ends a session. Ending it twice is harmless. */
export async function closeSession(sessionId: string): Promise<void> {
  await clientOf().$executeRaw`
    UPDATE "UserSession" SET ended_at = now() WHERE id = ${sessionId}::uuid AND ended_at IS NULL`;
}
