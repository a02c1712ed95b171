import { newId } from "#lib/platform/ids.ts";
import type { EndpointKind } from "./endpoints.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** A chat of one person alone. `sealedAddress` is encrypted at rest. */
export type PersonChannel = {
  id: string;
  personId: string;
  kind: Exclude<EndpointKind, "webhook">;
  title: string;
  host: string;
  sealedAddress: string;
};

type Row = Omit<PersonChannel, "kind" | "sealedAddress"> & { kind: string; address: string };
const columns = { id: true, personId: true, kind: true, title: true, host: true, address: true } as const;
const toChannel = ({ address, kind, ...row }: Row): PersonChannel => ({
  ...row,
  kind: kind as PersonChannel["kind"],
  sealedAddress: address,
});

export async function listPersonChannels(personIds: string[], tx?: Transaction): Promise<PersonChannel[]> {
  const rows = await clientOf(tx).personChannel.findMany({
    where: { personId: { in: personIds } },
    orderBy: { createdAt: "asc" },
    select: columns,
  });
  return rows.map(toChannel);
}

export async function createPersonChannel(
  tx: Transaction,
  { sealedAddress, ...channel }: Omit<PersonChannel, "id">,
): Promise<string> {
  const id = newId();
  await clientOf(tx).personChannel.create({
    data: { id, ...channel, address: sealedAddress },
    select: { id: true },
  });
  return id;
}

/** Only the owner's own. */
export async function deletePersonChannel(tx: Transaction, personId: string, id: string): Promise<boolean> {
  const { count } = await clientOf(tx).personChannel.deleteMany({ where: { id, personId } });
  return count > 0;
}

export type PersonPreference = {
  personId: string;
  order: string[];
  quietFrom: number | null;
  quietUntil: number | null;
  timeZone: string;
};

export const listPreferences = (personIds: string[], tx?: Transaction): Promise<PersonPreference[]> =>
  clientOf(tx).personPreference.findMany({ where: { personId: { in: personIds } } });

export async function savePreference(
  tx: Transaction,
  { personId, ...change }: PersonPreference,
): Promise<void> {
  await clientOf(tx).personPreference.upsert({
    where: { personId },
    create: { personId, ...change },
    update: change,
    select: { personId: true },
  });
}
