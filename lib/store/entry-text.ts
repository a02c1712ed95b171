import type { EventType, TextOf } from "#lib/domain/incident/events/index.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** What people wrote in one entry; null where it is another type's, was redacted, or is not there. */
export async function readEntryText<T extends EventType>(
  reference: string,
  seq: number,
  type: T,
  tx?: Transaction,
): Promise<TextOf<T> | null> {
  const row = await clientOf(tx).timelineEntry.findFirst({
    where: { incident: { reference }, seq, type },
    select: { text: true },
  });
  return (row?.text ?? null) as TextOf<T> | null;
}
