import { clientOf, type Transaction } from "./transaction.ts";

export type Passkey = {
  credentialId: string;
  personId: string;
  publicKeyCose: string;
  algorithm: number;
  counter: number;
  transports: string[];
  label: string;
  createdAt: string;
};

const columns = {
  credentialId: true,
  personId: true,
  publicKeyCose: true,
  algorithm: true,
  counter: true,
  transports: true,
  label: true,
  createdAt: true,
} as const;

type Row = Omit<Passkey, "counter" | "createdAt"> & { counter: bigint; createdAt: Date };
const toPasskey = (row: Row): Passkey => ({
  ...row,
  counter: Number(row.counter),
  createdAt: row.createdAt.toISOString(),
});

/** A person's passkeys that are not revoked. */
export async function listPasskeys(personId: string, tx?: Transaction): Promise<Passkey[]> {
  const where = { personId, revokedAt: null };
  const rows = await clientOf(tx).passkey.findMany({ where, orderBy: { createdAt: "asc" }, select: columns });
  return rows.map(toPasskey);
}

/** Everybody's passkeys that are not revoked. */
export async function listEveryPasskey(): Promise<Passkey[]> {
  const rows = await clientOf().passkey.findMany({
    where: { revokedAt: null },
    orderBy: { createdAt: "asc" },
    select: columns,
  });
  return rows.map(toPasskey);
}

export async function findPasskey(credentialId: string, tx?: Transaction): Promise<Passkey | null> {
  const where = { credentialId, revokedAt: null };
  const row = await clientOf(tx).passkey.findUnique({ where, select: columns });
  return row && toPasskey(row);
}

/** Whether this credential, or this public key under another one, was ever kept, for whomever; revoked ones too. */
export async function isKeyKnown(
  { credentialId, publicKeyCose }: Pick<Passkey, "credentialId" | "publicKeyCose">,
  tx: Transaction,
): Promise<boolean> {
  const where = { OR: [{ credentialId }, { publicKeyCose }] };
  return (await clientOf(tx).passkey.count({ where })) > 0;
}

export type NewPasskey = Omit<Passkey, "createdAt">;

export async function createPasskey(tx: Transaction, passkey: NewPasskey): Promise<void> {
  await clientOf(tx).passkey.create({ data: passkey, select: { credentialId: true } });
}

/** Moves the signature counter up; false when it would not rise, which is the sign of a copied key. */
export async function raisePasskeyCounter(
  tx: Transaction,
  credentialId: string,
  counter: number,
): Promise<boolean> {
  const { count } = await clientOf(tx).passkey.updateMany({
    where: { credentialId, OR: [{ counter: { lt: counter } }, { counter: 0 }] },
    data: { counter },
  });
  return count === 1;
}

export async function revokePasskey(
  tx: Transaction,
  personId: string,
  credentialId: string,
  now: string,
): Promise<boolean> {
  const where = { credentialId, personId, revokedAt: null };
  const { count } = await clientOf(tx).passkey.updateMany({ where, data: { revokedAt: now } });
  return count === 1;
}
