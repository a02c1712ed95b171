"use client";

import { ArrowUp } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { useKey } from "#components/ui/use-key.ts";
import { type EntryView, kindsIn, noFilter, peopleIn, shownEntries } from "./timeline-entry.ts";
import { TimelineFilter } from "./timeline-filter.tsx";
import { TimelineRow } from "./timeline-row.tsx";
import { type TimelineWindow, useTimelineWindow } from "./use-timeline-window.ts";

export type TimelineListProps = {
  /** In any order; shown newest first. */
  entries: readonly EntryView[];
  /** How many earlier entries are on their way; the log is whole at 0. */
  stillComing?: number | undefined;
  /** Stands pinned above the entries; the key n focuses its first text field. */
  composer?: ReactNode | undefined;
  title?: string | undefined;
  empty?: ReactNode | undefined;
  /** Buttons for an entry, drawn only for those in sight. */
  actionsFor?: ((entry: EntryView) => ReactNode) | undefined;
};

function useTimelineKeys(
  search: { current: HTMLInputElement | null },
  composer: { current: HTMLElement | null },
) {
  useKey("/", () => search.current?.focus());
  useKey("n", () => composer.current?.querySelector<HTMLElement>("textarea, input")?.focus());
}

export function TimelineList(props: TimelineListProps) {
  const { entries, stillComing = 0, composer, title = "Timeline", empty, actionsFor } = props;
  const [filter, setFilter] = useState(noFilter);
  const shown = useMemo(() => shownEntries(entries, filter), [entries, filter]);
  const kinds = useMemo(() => kindsIn(entries), [entries]);
  const people = useMemo(() => peopleIn(entries), [entries]);
  const routine = useMemo(() => entries.filter((entry) => entry.isRoutine).length, [entries]);
  const search = useRef<HTMLInputElement>(null);
  const composerSlot = useRef<HTMLDivElement>(null);
  const window = useTimelineWindow(shown);
  useTimelineKeys(search, composerSlot);
  return (
    <Panel title={title} aside="newest first · times in UTC">
      <div
        ref={composerSlot}
        className="z-10 bg-ground pb-2 md:sticky md:-mt-2 md:pt-2 md:top-(--room-top,0px) [@media(max-height:560px)]:static!"
      >
        {composer}
        {window.isPastNewest ? <JumpToNow onJump={window.jumpToNewest} /> : null}
      </div>
      {entries.length > 0 ? (
        <TimelineFilter
          filter={filter}
          onChange={setFilter}
          kinds={kinds}
          people={people}
          shown={shown.length}
          total={entries.length + stillComing}
          stillComing={stillComing}
          routine={routine}
          searchRef={search}
        />
      ) : null}
      <Entries
        shown={shown}
        window={window}
        empty={entries.length === 0 ? empty : undefined}
        stillComing={stillComing}
        actionsFor={actionsFor}
      />
    </Panel>
  );
}

function JumpToNow({ onJump }: { onJump: () => void }) {
  return (
    <Button size="s" onClick={onJump} className="absolute! right-0 top-full mt-1 bg-raised! shadow-lift">
      <ArrowUp aria-hidden className="size-3.5" /> Jump to now
    </Button>
  );
}

type EntriesProps = {
  shown: readonly EntryView[];
  window: TimelineWindow;
  empty: ReactNode;
  stillComing: number;
  actionsFor: TimelineListProps["actionsFor"];
};

function Entries(props: EntriesProps) {
  const { shown, empty, stillComing } = props;
  if (shown.length > 0)
    return (
      <>
        <Rows {...props} />
        {stillComing > 0 ? (
          <p className="py-2 text-faint text-s">{stillComing} earlier entries are not here yet.</p>
        ) : null}
      </>
    );
  if (stillComing > 0)
    return (
      <EmptyState title="No entry matches so far">{stillComing} earlier entries are not here yet.</EmptyState>
    );
  return empty ?? <EmptyState title="No entry matches">Clear the filter to see the whole log.</EmptyState>;
}

function Rows({ shown, window, actionsFor }: EntriesProps) {
  return (
    <div
      ref={window.listRef}
      role="feed"
      aria-label="Entries"
      className="relative"
      style={{ height: window.height }}
    >
      {window.rows.map((row) => {
        const entry = shown[row.index];
        if (!entry) return null;
        return (
          <article
            key={entry.id}
            ref={window.measure}
            data-index={row.index}
            aria-posinset={row.index + 1}
            aria-setsize={shown.length}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${row.offset}px)` }}
          >
            <TimelineRow entry={entry} actions={actionsFor?.(entry)} />
          </article>
        );
      })}
    </div>
  );
}
