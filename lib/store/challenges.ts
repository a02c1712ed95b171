import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** What a person was shown and asked to sign. */
export type SigningChallenge = {
  id: string;
  personId: string;
  purpose: string;
  incident: string | null;
  decision: string | null;
  answer: string | null;
  remediationPlan: string | null;
  statement: string | null;
  nonce: string;
  challenge: string;
};

export type NewChallenge = Pick<SigningChallenge, "personId" | "purpose" | "nonce" | "challenge"> &
  Partial<Omit<SigningChallenge, "id" | "personId" | "purpose" | "nonce" | "challenge">> & {
    id?: string;
    lifetimeSeconds: number;
  };

export async function createChallenge(tx: Transaction, given: NewChallenge): Promise<string> {
  const { id = newId(), personId, purpose, nonce, challenge, lifetimeSeconds } = given;
  const { incident = null, decision = null, answer = null, remediationPlan = null, statement = null } = given;
  await clientOf(tx).$executeRaw`
    INSERT INTO "SigningChallenge"
      (id, person_id, purpose, incident, decision, answer, remediation_plan, statement, nonce, challenge, expires_at)
    VALUES (${id}::uuid, ${personId}::uuid, ${purpose}, ${incident}, ${decision}::uuid, ${answer}, ${remediationPlan},
      ${statement}, ${nonce}, ${challenge}, clock_timestamp() + make_interval(secs => ${lifetimeSeconds}))`;
  return id;
}

/**
 * Uses a challenge up; null when it is another person's, has run out, or was used. The first of two at once has it:
 * the row lock lets the second look only after the first has marked it.
 */
export async function takeChallenge(
  tx: Transaction,
  { id, personId, purpose }: { id: string; personId: string; purpose: string },
): Promise<SigningChallenge | null> {
  const rows = await clientOf(tx).$queryRaw<SigningChallenge[]>`
    UPDATE "SigningChallenge" SET used_at = clock_timestamp()
    WHERE id = ${id}::uuid AND person_id = ${personId}::uuid AND purpose = ${purpose}
      AND used_at IS NULL AND expires_at > clock_timestamp()
    RETURNING id::text, person_id::text AS "personId", purpose, incident, decision::text, answer,
      remediation_plan AS "remediationPlan", statement, nonce, challenge`;
  return rows[0] ?? null;
}

/** Forgets challenges that ran out a day ago. */
export const sweepChallenges = (tx: Transaction): Promise<number> =>
  clientOf(tx)
    .$executeRaw`DELETE FROM "SigningChallenge" WHERE expires_at < clock_timestamp() - interval '1 day'`;
