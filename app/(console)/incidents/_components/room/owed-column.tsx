"use client";

import { OwedList } from "#components/incident/owed-list.tsx";
import { Lanes, OthersOwe } from "#components/incident/people-lists.tsx";
import { Button } from "#components/ui/button.tsx";
import { laneViews } from "../view/lanes.ts";
import { owedViews } from "../view/owed.ts";
import { spoken } from "../view/spoken.ts";
import { useRoom } from "./room-context.ts";

function useOwed() {
  const { state, names, viewer, open, log } = useRoom();
  return owedViews(state, names, viewer, open, (words) => spoken(words, log.entries, names));
}

/** What this person owes now, each with one action and its key. */
export function OwedColumn() {
  const { view } = useRoom();
  return <OwedList items={useOwed().mine} renderedAt={view.serverNow} />;
}

/** What others owe, and who is here. */
export function OthersColumn() {
  const { state, names, log, viewer, view, open } = useRoom();
  const mayName = viewer.commander || viewer.roles.includes(view.pack.commander);
  return (
    <>
      <OthersOwe items={useOwed().others} renderedAt={view.serverNow} />
      <Lanes
        lanes={laneViews(state, names, log.present)}
        action={
          mayName && state.status === "open" ? (
            <Button size="s" variant="quiet" onClick={() => open({ kind: "assign-role" })}>
              Name somebody
            </Button>
          ) : undefined
        }
      />
    </>
  );
}
