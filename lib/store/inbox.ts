import { clientOf, type Transaction } from "./transaction.ts";

export type NewInboxMessage = {
  personId: string;
  /** One message for each person and subject, however often it is written. */
  subject: string;
  kind: "notice" | "reminder" | "escalation" | "news" | "call" | "decision";
  /** Of an incident or a checkpoint, or the stream of the passkeys. */
  reference: string;
  title: string;
  at: string;
};

export type InboxMessage = NewInboxMessage & { id: string; readAt: string | null };

/** Gives the persons who have not had it before. */
export async function writeInbox(tx: Transaction, messages: NewInboxMessage[]): Promise<string[]> {
  if (messages.length === 0) return [];
  const written = await clientOf(tx).inboxMessage.createManyAndReturn({
    data: messages,
    skipDuplicates: true,
    select: { personId: true },
  });
  return written.map(({ personId }) => personId);
}

const shown = 100;

export async function listInbox(personId: string, tx?: Transaction): Promise<InboxMessage[]> {
  const rows = await clientOf(tx).inboxMessage.findMany({
    where: { personId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: shown,
  });
  return rows.map(({ at, readAt, kind, ...row }) => ({
    ...row,
    kind: kind as InboxMessage["kind"],
    at: at.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  }));
}

/** Every page asks it. */
export async function countUnread(personId: string, tx?: Transaction): Promise<number> {
  const rows = await clientOf(tx).$queryRaw<{ unread: number }[]>`
    /* planned once: unread */
    SELECT count(*)::int AS unread FROM "InboxMessage" WHERE person_id = ${personId}::uuid AND read_at IS NULL`;
  return rows[0]?.unread ?? 0;
}

/** Marks what was there until then as read; what came meanwhile stays new. */
export const markRead = (tx: Transaction, personId: string, until: string): Promise<number> =>
  clientOf(tx).$executeRaw`
    UPDATE "InboxMessage" SET read_at = clock_timestamp()
    WHERE person_id = ${personId}::uuid AND read_at IS NULL AND at <= ${until}::timestamptz`;

/** Forgets what is older than anybody looks for. */
export const sweepInbox = (tx: Transaction, olderThanDays: number): Promise<number> => clientOf(tx)
  .$executeRaw`
  DELETE FROM "InboxMessage" WHERE at < clock_timestamp() - make_interval(days => ${olderThanDays}::int)`;
