"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { Viewer } from "#lib/domain/incident/obligations.ts";
import type { RoomView } from "#lib/queries/room/view.ts";
import { changeRoom, openRoomLog, type RoomChange, type RoomLog } from "../live/room-log.ts";
import { useEarlierEntries } from "../live/use-earlier-entries.ts";
import { useRoomStream } from "../live/use-room-stream.ts";
import { type Lexicon, makeLexicon } from "../sentence/lexicon.ts";
import type { Room, RoomAct } from "./room-context.ts";

function viewerOf(log: RoomLog, view: RoomView): Viewer {
  const part = log.state.participants.find((one) => one.person === view.viewer.personId);
  return {
    person: view.viewer.personId,
    roles: part?.roles ?? [],
    party: part?.party ?? null,
    commander: log.state.commander === view.viewer.personId,
  };
}

/** A name that came after this page was rendered is asked of the server, once for each new person. */
function useUnknownPeople({ state }: RoomLog, names: Lexicon): void {
  const router = useRouter();
  const unknown = state.participants
    .map((one) => one.person)
    .filter((id) => !names.knowsPerson(id))
    .join();
  useEffect(() => {
    if (unknown !== "") router.refresh();
  }, [unknown, router]);
}

/** The level says which steps a plan has, and the targets what they say; the server plans, so it is asked again when either moves. */
function useFreshPlans({ state }: RoomLog): void {
  const router = useRouter();
  const targets = Object.entries(state.targets).map(([name, { value }]) => [name, value]);
  const asked = JSON.stringify([state.mode?.scope, targets]);
  const planned = useRef(asked);
  useEffect(() => {
    if (planned.current !== asked) router.refresh();
    planned.current = asked;
  }, [asked, router]);
}

export type RoomModel = {
  room: Room;
  act: RoomAct | null;
  close: () => void;
  change: (change: RoomChange) => void;
};

/** The room as it stands: the log from the page, and from the stream what has followed since. */
export function useRoomModel(view: RoomView): RoomModel {
  const [log, change] = useReducer(changeRoom, view, openRoomLog);
  const [act, setAct] = useState<RoomAct | null>(null);
  useRoomStream(view.reference, log.state.seq, change);
  useEarlierEntries(view.reference, log, change);
  const runs = log.state.runs;
  const names = useMemo(
    () => makeLexicon(view.pack, { runs }, view.people, view.services, view.channels.endpoints),
    [view.pack, view.people, view.services, view.channels.endpoints, runs],
  );
  useUnknownPeople(log, names);
  useFreshPlans(log);
  const viewer = viewerOf(log, view);
  const room = { view, log, state: log.state, names, viewer, open: setAct };
  return { room, act, close: () => setAct(null), change };
}
