import type { Prisma } from "../generated/client.ts";
import { clientOf, type Transaction } from "../transaction.ts";

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

const select = {
  credentialId: true,
  personId: true,
  publicKeyCose: true,
  algorithm: true,
  counter: true,
  transports: true,
  label: true,
  createdAt: true,
} as const;

type Row = Prisma.PasskeyGetPayload<{ select: typeof select }>;

const toPasskey = (row: Row): Passkey => ({
  ...row,
  counter: Number(row.counter),
  createdAt: row.createdAt.toISOString(),
});

export type NewPasskey = Omit<Passkey, "createdAt">;

/** Keeps a new passkey; false when somebody has enrolled it already. */
export async function addPasskey(passkey: NewPasskey, tx?: Transaction): Promise<boolean> {
  const added = await clientOf(tx).passkey.createMany({ data: [passkey], skipDuplicates: true });
  return added.count === 1;
}

/** The person's passkeys that are not revoked, oldest first. */
export async function listPasskeys(personId: string, tx?: Transaction): Promise<Passkey[]> {
  const where = { personId, revokedAt: null };
  const rows = await clientOf(tx).passkey.findMany({ where, select, orderBy: { createdAt: "asc" } });
  return rows.map(toPasskey);
}

/** Moves the counter on after a signature; false when a later signature was counted in between. */
export async function countPasskeyUse(
  credentialId: string,
  counter: number,
  tx?: Transaction,
): Promise<boolean> {
  const { count } = await clientOf(tx).passkey.updateMany({
    where: { credentialId, revokedAt: null, ...(counter > 0 && { counter: { lt: counter } }) },
    data: { counter },
  });
  return count === 1;
}
