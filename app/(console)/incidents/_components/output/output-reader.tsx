"use client";

import { ArrowDownToLine, Download } from "lucide-react";
import { useMemo } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import type { StepOutputView } from "#lib/queries/step-output.ts";
import { LineList } from "./line-list.tsx";
import { withLines } from "./line-pages.ts";
import { outputDoor } from "./output-door.ts";
import { SearchBar } from "./search-bar.tsx";
import { useGrowth } from "./use-growth.ts";
import { useLinePages } from "./use-line-pages.ts";
import { useLineWindow } from "./use-line-window.ts";
import { useSearch } from "./use-search.ts";

/** The whole output of one attempt: live while it runs, a few thousand lines of it in this browser at a time. */
export function OutputReader({ view }: { view: StepOutputView }) {
  const { reference, run, step, attempt } = view;
  const door = useMemo(() => outputDoor({ reference, run, step, attempt }), [reference, run, step, attempt]);
  const growth = useGrowth(view);
  const isLive = !growth.isOver;
  const lines = useLineWindow(growth.total, isLive);
  const { pages, failure } = useLinePages(
    door,
    withLines([], view.from, view.lines),
    lines.shown,
    growth.total,
  );
  const search = useSearch(door, { ...lines, total: growth.total });
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <SearchBar search={search} />
        <Button size="s" onClick={lines.showEnd} disabled={isLive && lines.isFollowing}>
          <ArrowDownToLine aria-hidden className="size-3.5" />{" "}
          {isLive ? (lines.isFollowing ? "Following the end" : "Follow the end") : "To the end"}
        </Button>
        <a href={door.text} download className={buttonClass("plain", "s")}>
          <Download aria-hidden className="size-3.5" /> Download
        </a>
      </div>
      {failure === null ? null : (
        <Banner tone="risk" title="Some lines could not be read">
          {failure} Trying again.
        </Banner>
      )}
      <LineList
        label={`Output of ${view.title}`}
        {...lines}
        total={growth.total}
        pages={pages}
        sought={search.finding?.words ?? ""}
        current={search.at === null ? null : (search.finding?.lines[search.at] ?? null)}
        isLive={isLive}
      />
      <p className="mt-1 flex flex-wrap justify-between gap-x-4 text-faint text-s">
        <span className="figures">{linesText(growth.total)}</span>
        {isLive ? <span>{growth.connection === "live" ? "Live" : "Reconnecting…"}</span> : null}
      </p>
    </>
  );
}

const linesText = (total: number): string =>
  `${total.toLocaleString("en-GB")} ${total === 1 ? "line" : "lines"}`;
