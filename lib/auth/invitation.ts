import { z } from "zod";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { randomToken } from "#lib/platform/crypto.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { settings } from "#lib/platform/env.ts";
import { createInvitation, findInvitation, type Invitation, takeInvitation } from "#lib/store/invitations.ts";
import { createPerson, findPersonByEmail } from "#lib/store/people.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { hashPassword, NewPassword } from "./password.ts";

const lifetimeSeconds = 24 * 60 * 60;
const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const PersonName = z
  .string()
  .trim()
  .min(1, "expected your name")
  .max(120, "expected at most 120 characters");
export const InvitationAnswer = z.strictObject({ token: Token, name: PersonName, password: NewPassword });
export type InvitationAnswer = z.output<typeof InvitationAnswer>;

const gone = "This link was used already or is older than 24 hours. Ask for a new one.";

// The table keeps digests, so that whoever reads it cannot open a door with it.
const digestOfToken = (token: string) => sha256(`holdpoint-invitation-v1\n${token}`);

/** Makes a one-time link for a person who has no account yet. Only the link holds the token. */
export async function invite(invitation: Invitation): Promise<{ url: string; lifetimeInHours: number }> {
  const token = randomToken(32);
  const tokenDigest = digestOfToken(token);
  await withTransaction((tx) => createInvitation(tx, { ...invitation, tokenDigest, lifetimeSeconds }));
  return { url: `${settings().url}/invitation/${token}`, lifetimeInHours: lifetimeSeconds / 3600 };
}

/** Whom a link invites, while it can be used. */
export async function readInvitation(token: string): Promise<Invitation | null> {
  return Token.safeParse(token).success ? findInvitation(digestOfToken(token)) : null;
}

/** Uses the link up and makes the account. Of two answers at once, one is accepted. */
export async function acceptInvitation(answer: InvitationAnswer): Promise<Outcome<{ email: string }>> {
  const tokenDigest = digestOfToken(answer.token);
  // Hashing is costly by design, so a token that opens nothing gets none.
  if ((await findInvitation(tokenDigest)) === null) return refuse("stale", null, gone);
  const passwordHash = await hashPassword(answer.password);
  return withTransaction(async (tx) => {
    const invitation = await takeInvitation(tx, tokenDigest);
    if (invitation === null) return refuse("stale", null, gone);
    const { email, isAdministrator } = invitation;
    if (await findPersonByEmail(email, tx)) {
      return refuse("conflict", null, `There is an account for ${email} already. Sign in with it.`);
    }
    await createPerson(tx, { email, name: answer.name, passwordHash, isAdministrator });
    return accept({ email });
  });
}
