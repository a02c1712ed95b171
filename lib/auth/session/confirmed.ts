import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { isSessionConfirmed } from "#lib/store/sessions.ts";

const holdsForSeconds = 15 * 60;

/** Refuses where the person of the session last showed longer ago than 15 minutes that it is they; signing in shows it. */
export async function requireConfirmed(sessionId: string): Promise<Outcome<null>> {
  if (await isSessionConfirmed(sessionId, holdsForSeconds)) return accept(null);
  return refuse(
    "unconfirmed",
    null,
    "Nothing was done: this asks you to confirm that it is you. What you entered is as it was.",
  );
}
