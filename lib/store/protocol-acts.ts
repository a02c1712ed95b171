import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export const protocolActs = ["drafted", "proposed", "published", "withdrawn", "shipped"] as const;
export type ActName = (typeof protocolActs)[number];

/** What was done to a protocol, by whom and when: added, and never changed. */
export type ProtocolAct = {
  id: string;
  packId: string;
  version: string;
  hash: string;
  act: ActName;
  draft: string | null;
  /** Null where the console shipped it. */
  person: string | null;
  at: string;
};

export async function recordAct(tx: Transaction, act: Omit<ProtocolAct, "id" | "at">): Promise<void> {
  await clientOf(tx).protocolAct.create({ data: { id: newId(), ...act }, select: { id: true } });
}

type Drafted = { id: string; packId: string; version: string; hash: string };

/** What a person did to a draft. */
export const recordDraftAct = (
  tx: Transaction,
  draft: Drafted,
  act: ActName,
  person: string,
): Promise<void> =>
  recordAct(tx, {
    packId: draft.packId,
    version: draft.version,
    hash: draft.hash,
    act,
    draft: draft.id,
    person,
  });

const isActName = (act: string): act is ActName => protocolActs.some((one) => one === act);

/** The record of one protocol, the oldest first. */
export async function listActs(packId: string, tx?: Transaction): Promise<ProtocolAct[]> {
  const rows = await clientOf(tx).protocolAct.findMany({
    where: { packId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: 1000,
    select: {
      id: true,
      packId: true,
      version: true,
      hash: true,
      act: true,
      draft: true,
      person: true,
      at: true,
    },
  });
  return rows.flatMap(({ act, at, ...row }) =>
    isActName(act) ? [{ ...row, act, at: at.toISOString() }] : [],
  );
}

/** Whether people have published a version of this protocol: from then on it is theirs and not the console's. */
export async function isPublishedByPeople(tx: Transaction, packId: string): Promise<boolean> {
  return (await clientOf(tx).protocolAct.count({ where: { packId, act: "published" } })) > 0;
}
