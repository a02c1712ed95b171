import { clientOf, type Transaction } from "../transaction.ts";

export type Credentials = {
  personId: string;
  name: string;
  email: string;
  passwordHash: string;
  /** Encrypted at rest; null until one-time codes are set up. */
  oneTimeCodeSecret: string | null;
};

const select = { id: true, name: true, email: true, passwordHash: true, oneTimeCodeSecret: true } as const;
type Row = {
  id: string;
  name: string;
  email: string;
  passwordHash: string;
  oneTimeCodeSecret: string | null;
};

const toCredentials = ({ id, ...rest }: Row): Credentials => ({ personId: id, ...rest });

/** What a door compares with; null for a person who is unknown or was removed. */
export async function findCredentials(
  by: { email: string } | { personId: string },
): Promise<Credentials | null> {
  const key = "email" in by ? { email: by.email } : { id: by.personId };
  const row = await clientOf().person.findFirst({ where: { ...key, removedAt: null }, select });
  return row && toCredentials(row);
}

/** Keeps a confirmed secret with the step that confirmed it; false when the person has one already. */
export async function setOneTimeCodeSecret(personId: string, sealed: string, step: number): Promise<boolean> {
  const { count } = await clientOf().person.updateMany({
    where: { id: personId, removedAt: null, oneTimeCodeSecret: null },
    data: { oneTimeCodeSecret: sealed, oneTimeCodeLastStep: step },
  });
  return count === 1;
}

/** Takes a time step if it is later than the last one taken; false when it, or a later one, was taken before. */
export async function takeOneTimeCodeStep(
  personId: string,
  step: number,
  tx?: Transaction,
): Promise<boolean> {
  const { count } = await clientOf(tx).person.updateMany({
    where: {
      id: personId,
      removedAt: null,
      OR: [{ oneTimeCodeLastStep: null }, { oneTimeCodeLastStep: { lt: step } }],
    },
    data: { oneTimeCodeLastStep: step },
  });
  return count === 1;
}
