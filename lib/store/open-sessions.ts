import { clientOf } from "./transaction.ts";

export type OpenSession = { id: string; isAuditor: boolean };

/** Which of these sessions may still go on, by the database's time: one question for all open streams of a process. */
export function openSessionsAmong(ids: string[]): Promise<OpenSession[]> {
  return clientOf().$queryRaw<OpenSession[]>`
    SELECT session.id::text AS id, person.is_auditor AS "isAuditor"
    FROM "UserSession" AS session JOIN "Person" AS person ON person.id = session.person_id
    WHERE session.id = ANY (${ids}::uuid[]) AND session.ended_at IS NULL
      AND session.expires_at > clock_timestamp() AND person.removed_at IS NULL`;
}
