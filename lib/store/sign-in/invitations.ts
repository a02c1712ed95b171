import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction } from "../transaction.ts";

export type Invitation = { email: string; name: string; isAdministrator: boolean; expiresAt: string };
type NewInvitation = Omit<Invitation, "expiresAt"> & { tokenDigest: string; lifetimeInSeconds: number };
type Row = Omit<Invitation, "expiresAt"> & { expiresAt: Date };

const toInvitation = (row: Row | undefined): Invitation | null =>
  row === undefined ? null : { ...row, expiresAt: row.expiresAt.toISOString() };

/** Keeps an invitation by the digest of its token, so that reading the table opens no door. Gives its end. */
export async function keepInvitation(invitation: NewInvitation): Promise<string> {
  const { tokenDigest, email, name, isAdministrator, lifetimeInSeconds } = invitation;
  const rows = await clientOf().$queryRaw<{ expiresAt: Date }[]>`
    INSERT INTO "Invitation" (token_digest, email, name, is_administrator, expires_at)
    VALUES (${tokenDigest}, ${email}, ${name}, ${isAdministrator}, now() + make_interval(secs => ${lifetimeInSeconds}))
    RETURNING expires_at AS "expiresAt"`;
  return rows.map((row) => row.expiresAt.toISOString()).join();
}

/** An invitation that can still be used. */
export async function findInvitation(tokenDigest: string): Promise<Invitation | null> {
  const rows = await clientOf().$queryRaw<Row[]>`
    SELECT email, name, is_administrator AS "isAdministrator", expires_at AS "expiresAt" FROM "Invitation"
    WHERE token_digest = ${tokenDigest} AND used_at IS NULL AND expires_at > now()`;
  return toInvitation(rows[0]);
}

/** Uses an invitation up. Of two people who open the link at once, one gets it. */
export async function takeInvitation(tx: Transaction, tokenDigest: string): Promise<Invitation | null> {
  const rows = await clientOf(tx).$queryRaw<Row[]>`
    UPDATE "Invitation" SET used_at = now()
    WHERE token_digest = ${tokenDigest} AND used_at IS NULL AND expires_at > now()
    RETURNING email, name, is_administrator AS "isAdministrator", expires_at AS "expiresAt"`;
  return toInvitation(rows[0]);
}

type InvitedPerson = { email: string; name: string; isAdministrator: boolean; passwordHash: string };

/** Adds the invited person and gives the id; null when the address has an account already. */
export async function addInvitedPerson(tx: Transaction, person: InvitedPerson): Promise<string | null> {
  const id = newId();
  const added = await clientOf(tx).person.createMany({ data: [{ id, ...person }], skipDuplicates: true });
  return added.count === 1 ? id : null;
}
