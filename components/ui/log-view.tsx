"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { ArrowDownToLine } from "lucide-react";
import { type UIEvent, useEffect, useRef, useState } from "react";
import { AnsiLine } from "./ansi-line.tsx";
import { Button } from "./button.tsx";

export type LogLine = {
  id: string | number;
  text: string;
  /** Its number where it does not follow from its place; null for a line that has none. */
  number?: number | null | undefined;
  stream?: "out" | "error" | undefined;
};

export type LogViewProps = {
  /** What this is the output of. */
  label: string;
  lines: readonly LogLine[];
  /** While true the end is followed, until the reader scrolls up. */
  isLive?: boolean | undefined;
  emptyText?: string | undefined;
  className?: string | undefined;
};

const lineHeight = 19;
const nearTheEndPx = 24;

function useTail(lineCount: number, isLive: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isFollowing, setIsFollowing] = useState(true);
  // A reader who scrolled up stays where they are, whatever arrives.
  useEffect(() => {
    const element = scroller.current;
    if (element && isLive && isFollowing && lineCount > 0) element.scrollTop = element.scrollHeight;
  }, [lineCount, isLive, isFollowing]);
  const onScroll = ({ currentTarget: at }: UIEvent<HTMLDivElement>) =>
    setIsFollowing(at.scrollHeight - at.scrollTop - at.clientHeight < nearTheEndPx);
  return { scroller, isFollowing, follow: () => setIsFollowing(true), onScroll };
}

export function LogView({ label, lines, isLive = false, emptyText, className }: LogViewProps) {
  const { scroller, isFollowing, follow, onScroll } = useTail(lines.length, isLive);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    initialRect: { width: 600, height: 260 },
  });
  return (
    <div className={clsx("relative", className)}>
      <section
        ref={scroller}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must reach what it has to scroll.
        tabIndex={0}
        onScroll={onScroll}
        className="figures h-64 max-h-[60vh] overflow-auto rounded-s border border-line bg-ground py-1.5 text-s"
      >
        {lines.length === 0 ? <p className="px-3 text-faint">{emptyText ?? "No output yet."}</p> : null}
        <div className="relative w-max min-w-full" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((row) => (
            <Line key={row.key} line={lines[row.index]} start={row.start} place={row.index + 1} />
          ))}
        </div>
      </section>
      {isLive && !isFollowing ? (
        <Button size="s" onClick={follow} className="absolute! right-3 bottom-3 bg-raised! shadow-lift">
          <ArrowDownToLine aria-hidden className="size-3.5" /> Follow the end
        </Button>
      ) : null}
    </div>
  );
}

function Line({ line, start, place }: { line: LogLine | undefined; start: number; place: number }) {
  if (!line) return null;
  return (
    <div
      className="absolute top-0 left-0 flex h-[19px] min-w-full whitespace-pre pr-4"
      style={{ transform: `translateY(${start}px)` }}
    >
      <span
        aria-hidden
        className="sticky left-0 min-w-12 shrink-0 select-none bg-ground pr-3 text-right text-faint"
      >
        {line.number === undefined ? place : line.number}
      </span>
      <span className={line.stream === "error" ? "text-breach" : undefined}>
        <AnsiLine line={line.text} />
      </span>
    </div>
  );
}
