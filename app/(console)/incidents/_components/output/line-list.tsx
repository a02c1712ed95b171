import { clsx } from "clsx";
import type { RefObject } from "react";
import { AnsiLine } from "#components/ui/ansi-line.tsx";
import { type LinePages, lineAt } from "./line-pages.ts";
import type { Shown } from "./use-line-pages.ts";
import { lineHeight } from "./use-line-window.ts";

export type LineListProps = {
  label: string;
  scroller: RefObject<HTMLElement | null>;
  onScroll: () => void;
  total: number;
  shown: Shown;
  pages: LinePages;
  sought: string;
  /** The found line at which the reader stands. */
  current: number | null;
  isLive: boolean;
};

/** Only the lines in sight are there, however many there are: each has its place and its number. */
export function LineList({ label, scroller, onScroll, total, shown, isLive, ...rest }: LineListProps) {
  const to = Math.min(shown.to, total);
  const numbers = Array.from({ length: Math.max(0, to - shown.from) }, (_, index) => shown.from + index);
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must reach what it has to scroll.
      tabIndex={0}
      onScroll={onScroll}
      className="figures relative h-[68dvh] min-h-64 overflow-auto rounded-s border border-line bg-ground text-s [overflow-anchor:none]"
    >
      {total === 0 ? (
        <p className="px-3 py-2 text-faint">{isLive ? "Nothing was printed yet." : "Nothing was printed."}</p>
      ) : null}
      <div className="relative w-max min-w-full" style={{ height: total * lineHeight }}>
        {numbers.map((line) => (
          <LineRow key={line} line={line} digits={String(total).length} {...rest} />
        ))}
      </div>
    </section>
  );
}

type LineRowProps = Pick<LineListProps, "pages" | "sought" | "current"> & { line: number; digits: number };

function LineRow({ line, digits, pages, sought, current }: LineRowProps) {
  const text = lineAt(pages, line);
  const isCurrent = line === current;
  return (
    <div
      data-line={line + 1}
      aria-current={isCurrent || undefined}
      className={clsx(
        "absolute top-0 left-0 flex min-w-full whitespace-pre pr-4 leading-[19px]",
        isCurrent && "bg-hover",
      )}
      style={{ transform: `translateY(${line * lineHeight}px)`, height: lineHeight }}
    >
      <span
        className={clsx(
          "sticky left-0 mr-3 shrink-0 select-none border-r bg-ground px-2 text-right",
          isCurrent ? "border-accent font-semibold text-accent" : "border-line text-faint",
        )}
        style={{ minWidth: `calc(${Math.max(3, digits)}ch + 17px)` }}
      >
        {line + 1}
      </span>
      {text === undefined ? <span className="text-faint">…</span> : <AnsiLine line={text} sought={sought} />}
    </div>
  );
}
