"use client";

import { useMemo } from "react";
import { ClockRail } from "#components/incident/clock-rail.tsx";
import { FooterLine } from "#components/incident/footer-line.tsx";
import { RoomLayout } from "#components/incident/room-layout.tsx";
import { RulesOf } from "#components/incident/rule-link.tsx";
import type { RoomView } from "#lib/queries/room/view.ts";
import { OpenDialog } from "../dialogs/open-dialog.tsx";
import { clockAddress, clockViews } from "../view/clocks.ts";
import { OthersColumn, OwedColumn } from "./owed-column.tsx";
import { RoomBanners } from "./room-banners.tsx";
import { RoomContext } from "./room-context.ts";
import { RoomHead } from "./room-head.tsx";
import { RoomTimeline } from "./room-timeline.tsx";
import { SideColumn } from "./side-column.tsx";
import { useOwedByLink } from "./use-owed-by-link.ts";
import { useRoomActions } from "./use-room-actions.ts";
import { useRoomModel } from "./use-room-model.ts";

/**
 * The room from the server's view as one text, because a log of hundreds of entries is brought to the browser several
 * times faster as a text than as a tree of values.
 */
export function WarRoomOf({ told }: { told: string }) {
  const view = useMemo<RoomView>(() => JSON.parse(told), [told]);
  return <WarRoom view={view} />;
}

/** One screen for a whole incident, live. */
function WarRoom({ view }: { view: RoomView }) {
  const { room, act, close, change } = useRoomModel(view);
  const { log, state, names } = room;
  useRoomActions(room);
  useOwedByLink(room);
  const lastEvent = log.entries.at(-1)?.event;
  return (
    <RoomContext value={room}>
      <RulesOf packId={view.pack.id} hash={state.pack.hash}>
        <RoomLayout
          bar={<RoomHead />}
          clocks={
            <ClockRail
              clocks={clockViews(state, names)}
              renderedAt={view.serverNow}
              onOpen={(id) => room.open({ kind: "show-clock", ...clockAddress(id) })}
            />
          }
          owed={
            <>
              <RoomBanners />
              <OwedColumn />
            </>
          }
          others={<OthersColumn />}
          timeline={<RoomTimeline change={change} />}
          side={<SideColumn />}
          footer={
            <FooterLine
              connection={log.connection}
              renderedAt={view.serverNow}
              lastEventAt={lastEvent?.recordedAt}
              anchor={view.anchor}
              head={{ digest: state.head, sequence: state.seq }}
            />
          }
        />
        {act === null ? null : <OpenDialog act={act} onClose={close} />}
      </RulesOf>
    </RoomContext>
  );
}
