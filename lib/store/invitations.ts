import { clientOf, type Transaction } from "./transaction.ts";

export type Invitation = { email: string; name: string; isAdministrator: boolean };

export type NewInvitation = Invitation & { tokenDigest: string; lifetimeSeconds: number };

export async function createInvitation(tx: Transaction, given: NewInvitation): Promise<void> {
  const { tokenDigest, email, name, isAdministrator, lifetimeSeconds } = given;
  await clientOf(tx).$executeRaw`
    INSERT INTO "Invitation" (token_digest, email, name, is_administrator, expires_at)
    VALUES (${tokenDigest}, ${email.trim().toLowerCase()}, ${name}, ${isAdministrator},
      clock_timestamp() + make_interval(secs => ${lifetimeSeconds}))`;
}

/** An invitation that is still good. */
export async function findInvitation(tokenDigest: string, tx?: Transaction): Promise<Invitation | null> {
  const rows = await clientOf(tx).$queryRaw<Invitation[]>`
    SELECT email, name, is_administrator AS "isAdministrator" FROM "Invitation"
    WHERE token_digest = ${tokenDigest} AND used_at IS NULL AND expires_at > clock_timestamp()`;
  return rows[0] ?? null;
}

/** Uses an invitation up; null when it was used or has run out. One of two at once has it. */
export async function takeInvitation(tx: Transaction, tokenDigest: string): Promise<Invitation | null> {
  const rows = await clientOf(tx).$queryRaw<Invitation[]>`
    UPDATE "Invitation" SET used_at = clock_timestamp()
    WHERE token_digest = ${tokenDigest} AND used_at IS NULL AND expires_at > clock_timestamp()
    RETURNING email, name, is_administrator AS "isAdministrator"`;
  return rows[0] ?? null;
}
