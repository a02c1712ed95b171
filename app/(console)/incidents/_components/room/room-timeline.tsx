"use client";

import { Ellipsis } from "lucide-react";
import { type Dispatch, useCallback, useMemo } from "react";
import type { EntryView } from "#components/incident/timeline-entry.ts";
import { TimelineList } from "#components/incident/timeline-list.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { useIsInBrowser } from "#components/ui/server-clock.ts";
import { type RoomChange, stillComing } from "../live/room-log.ts";
import { entryViews } from "../view/entries.ts";
import { NoteForm } from "./note-form.tsx";
import { useRoom } from "./room-context.ts";

/** Correction for everybody in the room, redaction for its commander. */
function useEntryActions(): (entry: EntryView) => React.ReactNode {
  const { state, viewer, open } = useRoom();
  const isOpen = state.status === "open";
  const { commander, roles } = viewer;
  // Because nobody can act before the page is up, and the menus would be half of what the server draws of a row.
  const isInBrowser = useIsInBrowser();
  return useCallback(
    (entry: EntryView) => {
      if (entry.isPending || !isInBrowser) return null;
      const seq = entry.sequence;
      const items: MenuItem[] = [];
      if (isOpen && (commander || roles.length > 0))
        items.push({
          kind: "action",
          id: "correct",
          label: "Correct this entry",
          onSelect: () => open({ kind: "correct-entry", seq }),
        });
      if (commander && !entry.isRedacted && !entry.isWordless)
        items.push({
          kind: "action",
          id: "redact",
          label: "Redact its words",
          isStop: true,
          onSelect: () => open({ kind: "redact-entry", seq }),
        });
      if (items.length === 0) return null;
      return (
        <Menu
          label={`Entry ${seq}`}
          items={items}
          trigger={
            <button type="button" aria-label={`Act on entry ${seq}`} className={buttonClass("quiet", "s")}>
              <Ellipsis aria-hidden className="size-4" />
            </button>
          }
        />
      );
    },
    [isInBrowser, isOpen, commander, roles, open],
  );
}

export function RoomTimeline({ change }: { change: Dispatch<RoomChange> }) {
  const { log, names, view, state } = useRoom();
  const { entries, pending } = log;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log's entries and notes are all that a row is made of; an output line must not rebuild them.
  const views = useMemo(
    () => entryViews(log, names, view.viewer.name),
    [entries, pending, names, view.viewer.name],
  );
  const actionsFor = useEntryActions();
  return (
    <TimelineList
      entries={views}
      stillComing={stillComing(log)}
      composer={state.status === "open" ? <NoteForm change={change} /> : undefined}
      actionsFor={actionsFor}
    />
  );
}
