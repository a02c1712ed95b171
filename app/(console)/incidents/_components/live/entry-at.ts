import type { RoomEntry } from "#lib/queries/room/entry.ts";

/**
 * The entry at a place of the log; undefined while it is not here yet. Entries stand in the log's order, but the
 * earlier ones come after the page, so a place is no index.
 */
export function entryAt(entries: readonly RoomEntry[], seq: number): RoomEntry | undefined {
  let [low, high] = [0, entries.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry === undefined || entry.event.seq === seq) return entry;
    if (entry.event.seq < seq) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
