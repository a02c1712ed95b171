import { isBridge } from "#lib/domain/incident/decide/bridge.ts";
import type { TextOf } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { entryAt } from "../live/entry-at.ts";

/** The bridge's address as its entry says it; null where none is linked or the words were redacted. */
export function bridgeUrl(entries: readonly RoomEntry[], state: IncidentState): string | null {
  const entry = state.bridge === null ? undefined : entryAt(entries, state.bridge.seq);
  const url = (entry?.text as TextOf<"BridgeLinked"> | null | undefined)?.url;
  return url !== undefined && isBridge(url) ? url : null;
}
