import { clientOf, type Transaction } from "./transaction.ts";

/** A freeze in force, with where it holds and who takes part in its incident. */
export type ActiveFreeze = {
  reference: string;
  pack: { id: string; hash: string };
  freeze: string;
  rule: string | null;
  setAt: string;
  actions: string[];
  places: { service: string; environment: string }[];
  participants: { person: string; roles: string[] }[];
};

/** What may not move now. Everybody signed in may know that, also of incidents that are not theirs. */
export async function readActiveFreezes(tx?: Transaction): Promise<ActiveFreeze[]> {
  const rows = await clientOf(tx).freeze.findMany({
    where: { liftedAt: null },
    orderBy: { setAt: "desc" },
    select: {
      freeze: true,
      rule: true,
      setAt: true,
      services: true,
      actions: true,
      incident: {
        select: {
          reference: true,
          packId: true,
          packHash: true,
          services: true,
          participants: { select: { person: true, roles: true } },
        },
      },
    },
  });
  return rows.map(({ incident, services, setAt, ...row }) => ({
    ...row,
    reference: incident.reference,
    pack: { id: incident.packId, hash: incident.packHash },
    setAt: setAt.toISOString(),
    places: (incident.services as { id: string; environment: string }[])
      .filter(({ id }) => services.includes(id))
      .map(({ id, environment }) => ({ service: id, environment })),
    participants: incident.participants,
  }));
}
