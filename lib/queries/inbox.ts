import { packetAddress } from "#lib/domain/checkpoint/address.ts";
import { countersigningAddress } from "#lib/domain/passkey/address.ts";
import { isCheckpointStream, streamOf } from "#lib/domain/record/streams.ts";
import { countUnread, type InboxMessage, listInbox } from "#lib/store/inbox.ts";
import { passkeyStream } from "#lib/store/passkey-log.ts";
import { databaseNow } from "#lib/store/transaction.ts";

/** Where one sees and does what a message tells of. */
export type InboxPlace = { title: string; address: string };
export type InboxLine = Pick<InboxMessage, "id" | "kind" | "title" | "at" | "readAt"> & { place: InboxPlace };
export type InboxView = { messages: InboxLine[]; unread: number; readAt: string };

/** What the console has to say to one person; only ever the viewer's own. */
export async function readInbox({ personId }: { personId: string }): Promise<InboxView> {
  const readAt = await databaseNow();
  const [messages, unread] = await Promise.all([listInbox(personId), countUnread(personId)]);
  return {
    messages: messages.map(({ id, kind, reference, title, at, readAt: read }) => ({
      id,
      kind,
      place: placeOf(reference),
      title,
      at,
      readAt: read,
    })),
    unread,
    readAt,
  };
}

export const unreadOf = ({ personId }: { personId: string }): Promise<number> => countUnread(personId);

function placeOf(reference: string): InboxPlace {
  if (reference === passkeyStream) return { title: "Settings, Security", address: countersigningAddress };
  const isOfCheckpoint = isCheckpointStream(streamOf(reference));
  return {
    title: reference,
    address: isOfCheckpoint ? packetAddress(reference, null) : `/incidents/${reference}`,
  };
}
