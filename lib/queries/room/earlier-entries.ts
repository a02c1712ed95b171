import { mayReadRoom, type Reader } from "#lib/domain/authority/read.ts";
import { readWholeLog } from "#lib/store/log/kept-entries.ts";
import { entryFor, type RoomEntry } from "./entry.ts";

/** A room's entries before a place, as one reader may see them; null when the room is not open to them. */
export async function readEarlierEntries(
  { personId, isAuditor }: Reader,
  reference: string,
  before: number,
): Promise<RoomEntry[] | null> {
  const log = await readWholeLog(reference);
  const reader: Reader = { personId, isAuditor };
  if (log === null || !mayReadRoom(log.state.participants, reader)) return null;
  const { participants } = log.state;
  return log.entries.slice(0, Math.max(0, before - 1)).map((entry) => entryFor(entry, participants, reader));
}
