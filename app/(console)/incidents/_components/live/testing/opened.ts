import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { openRoomLog, type RoomLog } from "../room-log.ts";

/** A room of this log, whose page brought the entries that are `shown`. */
export function opened(log: readonly RoomEntry[], shown: readonly RoomEntry[] = log): RoomLog {
  const state = log.reduce<IncidentState | null>((before, { event }) => evolve(before, event), null);
  if (state === null) throw new Error("a room has at least its declaration");
  return openRoomLog({ state, entries: shown, outputs: [] });
}
