import { findSession } from "#lib/store/sessions.ts";

/** The signed-in person behind a request. */
export type Viewer = {
  personId: string;
  name: string;
  email: string;
  party: string | null;
  roles: string[];
  isAdministrator: boolean;
  isAuditor: boolean;
  sessionId: string;
};

/** Who holds the session now; null once it has ended, has run out, or its person was removed. */
export async function findViewer(sessionId: string): Promise<Viewer | null> {
  const session = await findSession(sessionId);
  if (session === null) return null;
  const { id, name, email, party, roles, isAdministrator, isAuditor } = session.person;
  return { personId: id, name, email, party, roles, isAdministrator, isAuditor, sessionId };
}
