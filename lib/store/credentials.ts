import { clientOf, type Transaction } from "./transaction.ts";

/** What proves a person: the password's hash and the sealed secret of the one-time codes. */
export type Credentials = {
  personId: string;
  email: string;
  passwordHash: string;
  oneTimeCodeSecret: string | null;
  oneTimeCodeLastStep: number | null;
};

const columns = {
  id: true,
  email: true,
  passwordHash: true,
  oneTimeCodeSecret: true,
  oneTimeCodeLastStep: true,
} as const;

type Row = Omit<Credentials, "personId"> & { id: string };
const toCredentials = ({ id, ...row }: Row): Credentials => ({ personId: id, ...row });

export async function findCredentialsByEmail(email: string, tx?: Transaction): Promise<Credentials | null> {
  const where = { email: email.trim().toLowerCase(), removedAt: null };
  const row = await clientOf(tx).person.findUnique({ where, select: columns });
  return row && toCredentials(row);
}

export async function findCredentials(personId: string, tx?: Transaction): Promise<Credentials | null> {
  const where = { id: personId, removedAt: null };
  const row = await clientOf(tx).person.findUnique({ where, select: columns });
  return row && toCredentials(row);
}

/** Sets the sealed secret, or none; the steps accepted under the former one count no more. */
export async function setOneTimeCodeSecret(
  tx: Transaction,
  personId: string,
  sealed: string | null,
): Promise<void> {
  const data = { oneTimeCodeSecret: sealed, oneTimeCodeLastStep: null };
  await clientOf(tx).person.update({ where: { id: personId }, data, select: { id: true } });
}

/** Uses up a time step; false when it, or a later one, was used before: a code is good once. */
export async function useOneTimeCodeStep(tx: Transaction, personId: string, step: number): Promise<boolean> {
  const { count } = await clientOf(tx).person.updateMany({
    where: { id: personId, OR: [{ oneTimeCodeLastStep: null }, { oneTimeCodeLastStep: { lt: step } }] },
    data: { oneTimeCodeLastStep: step },
  });
  return count === 1;
}
