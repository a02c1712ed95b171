import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction } from "../transaction.ts";

type NewChallenge = { personId: string; purpose: string; challenge: string; lifetimeInSeconds: number };

/** Keeps what a person was asked to answer, for a while in database time, and gives its id. */
export async function keepChallenge(asked: NewChallenge, tx?: Transaction): Promise<string> {
  const id = newId();
  const { personId, purpose, challenge, lifetimeInSeconds } = asked;
  await clientOf(tx).$executeRaw`
    INSERT INTO "SigningChallenge" (id, person_id, purpose, nonce, challenge, expires_at)
    VALUES (${id}::uuid, ${personId}::uuid, ${purpose}, '', ${challenge},
      now() + make_interval(secs => ${lifetimeInSeconds}))`;
  return id;
}

type Asked = { id: string; personId: string; purpose: string };

/** Takes a challenge out of use and gives it: once, to the person who was asked, and while it is fresh. */
export async function takeChallenge(
  { id, personId, purpose }: Asked,
  tx?: Transaction,
): Promise<string | null> {
  const rows = await clientOf(tx).$queryRaw<{ challenge: string }[]>`
    UPDATE "SigningChallenge" SET used_at = now()
    WHERE id = ${id}::uuid AND person_id = ${personId}::uuid AND purpose = ${purpose}
      AND used_at IS NULL AND expires_at > now()
    RETURNING challenge`;
  return rows[0]?.challenge ?? null;
}
