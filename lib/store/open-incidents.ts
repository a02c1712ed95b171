import { clientOf, type Transaction } from "./transaction.ts";

/** Open incidents on any of the services, one excepted: their severities and the packs that say which are critical. */
export async function openIncidentsOn(
  tx: Transaction | undefined,
  serviceIds: string[],
  except: string,
): Promise<{ severity: string; packHash: string }[]> {
  const open = await clientOf(tx).incident.findMany({
    where: { status: "open", reference: { not: except } },
    select: { severity: true, packHash: true, services: true },
  });
  return open
    .filter((incident) =>
      (incident.services as { id: string }[]).some((service) => serviceIds.includes(service.id)),
    )
    .map(({ severity, packHash }) => ({ severity, packHash }));
}
