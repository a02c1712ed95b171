import { mayReadText, type Reader } from "#lib/domain/authority/read.ts";
import type { EventType, LoggedEvent, TextAudience, TextOf } from "#lib/domain/incident/events/index.ts";
import type { Participant } from "#lib/domain/incident/events/shapes.ts";
import type { StoredEntry } from "#lib/store/log/entry.ts";

/** An entry as one reader may see it: the facts whole, the words only where they are for that reader. */
export type RoomEntry = {
  event: LoggedEvent;
  text: TextOf<EventType> | null;
  audience: TextAudience;
  isRedacted: boolean;
};

export function entryFor(entry: StoredEntry, participants: Participant[], reader: Reader): RoomEntry {
  const { event, text, audience, isRedacted } = entry;
  return { event, text: mayReadText(audience, participants, reader) ? text : null, audience, isRedacted };
}
