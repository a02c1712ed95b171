import { clientOf, type Transaction } from "./transaction.ts";

/** The incident that a decision belongs to; null where there is no such decision. */
export async function incidentOfDecision(id: string, tx?: Transaction): Promise<string | null> {
  const row = await clientOf(tx).decision.findUnique({
    where: { id },
    select: { incident: { select: { reference: true } } },
  });
  return row?.incident.reference ?? null;
}
