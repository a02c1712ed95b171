import { clientOf, type Transaction } from "./transaction.ts";

export type OpenOn = { reference: string; environment: string };

/** The open incidents that name a service, in which of its environments, whoever may read them. */
export async function openIncidentsNaming(serviceId: string, tx?: Transaction): Promise<OpenOn[]> {
  const open = await clientOf(tx).incident.findMany({
    where: { status: "open" },
    orderBy: { declaredAt: "asc" },
    select: { reference: true, services: true },
  });
  return open.flatMap(({ reference, services }) =>
    (services as { id: string; environment: string }[])
      .filter((service) => service.id === serviceId)
      .map(({ environment }) => ({ reference, environment })),
  );
}
