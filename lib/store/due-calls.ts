import { clientOf, type Transaction } from "./transaction.ts";

/** When the calling of an incident is to be looked at again; one row an incident. */
export async function setDueCall(tx: Transaction, reference: string, dueAt: string): Promise<void> {
  await clientOf(tx).dueCall.upsert({
    where: { reference },
    create: { reference, dueAt },
    update: { dueAt },
    select: { reference: true },
  });
}

export async function endCalling(tx: Transaction, reference: string): Promise<void> {
  await clientOf(tx).dueCall.deleteMany({ where: { reference } });
}

/** Calls that are due and that no job has looked at: whoever took it has died. */
export async function overdueCalls(lateSeconds: number, tx?: Transaction): Promise<string[]> {
  const rows = await clientOf(tx).$queryRaw<{ reference: string }[]>`
    SELECT reference FROM "DueCall" WHERE due_at < clock_timestamp() - make_interval(secs => ${lateSeconds}::float8)`;
  return rows.map(({ reference }) => reference);
}
