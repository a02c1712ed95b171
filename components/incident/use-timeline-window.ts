"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { useIsInBrowser } from "#components/ui/server-clock.ts";
import type { EntryView } from "./timeline-entry.ts";

export type TimelineWindow = {
  listRef: (element: HTMLElement | null) => void;
  measure: (element: HTMLElement | null) => void;
  rows: readonly { index: number; offset: number }[];
  height: number;
  /** The reader has scrolled so far that the newest entry is out of sight. */
  isPastNewest: boolean;
  jumpToNewest: () => void;
};

const estimatedRowPx = 58;
const farPx = 320;
const overscan = 8;
/** What the server draws: the rows in sight of a usual screen below the room's bar. The browser knows its own at once. */
const firstSight = { width: 700, height: 700 };

function onScroll(listener: () => void): () => void {
  window.addEventListener("scroll", listener, { passive: true });
  return () => window.removeEventListener("scroll", listener);
}

/** Where the list begins on the page. Whatever stands above it may grow, so the page's size is watched. */
function useListTop() {
  const element = useRef<HTMLElement | null>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const look = () => {
      if (element.current) setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);
  const listRef = (next: HTMLElement | null) => {
    element.current = next;
  };
  return { top, listRef };
}

/** Draws only the entries in sight. While a reader is among older entries, a new one does not move what they read. */
export function useTimelineWindow(shown: readonly EntryView[]): TimelineWindow {
  const { top, listRef } = useListTop();
  const isInBrowser = useIsInBrowser();
  const isPastNewest = useSyncExternalStore(
    onScroll,
    () => top > 0 && window.scrollY > top + farPx,
    () => false,
  );
  const virtual = useWindowVirtualizer<HTMLElement>({
    count: shown.length,
    estimateSize: () => estimatedRowPx,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: isInBrowser ? overscan : 1,
    scrollMargin: top,
    initialRect: firstSight,
    anchorTo: isPastNewest ? "end" : "start",
  });
  return {
    listRef,
    measure: virtual.measureElement,
    rows: virtual.getVirtualItems().map((row) => ({ index: row.index, offset: row.start - top })),
    height: virtual.getTotalSize(),
    isPastNewest,
    jumpToNewest: () => window.scrollTo({ top: 0 }),
  };
}
