import { countUnread, type InboxMessage, listInbox } from "#lib/store/inbox.ts";
import { databaseNow } from "#lib/store/transaction.ts";

export type InboxLine = Omit<InboxMessage, "personId" | "subject">;
export type InboxView = { messages: InboxLine[]; unread: number; readAt: string };

/** What the console has to say to one person; only ever the viewer's own. */
export async function readInbox({ personId }: { personId: string }): Promise<InboxView> {
  const readAt = await databaseNow();
  const [messages, unread] = await Promise.all([listInbox(personId), countUnread(personId)]);
  return {
    messages: messages.map(({ id, kind, reference, title, at, readAt: read }) => ({
      id,
      kind,
      reference,
      title,
      at,
      readAt: read,
    })),
    unread,
    readAt,
  };
}

export const unreadOf = ({ personId }: { personId: string }): Promise<number> => countUnread(personId);
