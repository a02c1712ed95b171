"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { type KeyboardEvent, useId, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/field.tsx";
import { useKey } from "#components/ui/use-key.ts";
import type { Search } from "./use-search.ts";

const counted = (count: number) => count.toLocaleString("en-GB");

function saidOf({ words, finding, failure, isSearching, at }: Search): string {
  if (words === "") return "";
  if (failure !== null) return failure;
  if (isSearching || finding === null) return "Searching…";
  if (finding.total === 0) return "No line has it";
  const cut =
    finding.total > finding.lines.length
      ? ` (the first ${counted(finding.lines.length)} can be visited)`
      : "";
  return `${counted((at ?? 0) + 1)} of ${counted(finding.total)} ${finding.total === 1 ? "line" : "lines"}${cut}`;
}

/** The words sought, how many lines have them, and the way from one to the next. */
export function SearchBar({ search }: { search: Search }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useKey("/", () => field.current?.focus());
  useKey("n", ({ shiftKey }) => search.go(shiftKey ? -1 : 1));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") search.go(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") search.setWords("");
  };
  const hasFound = (search.finding?.lines.length ?? 0) > 0;
  return (
    <search className="flex min-w-0 grow basis-full flex-wrap items-center gap-2 md:basis-0">
      <label htmlFor={id} className="sr-only">
        Search in this output
      </label>
      <input
        ref={field}
        id={id}
        type="search"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        placeholder="Search ( / )"
        value={search.words}
        onChange={({ currentTarget }) => search.setWords(currentTarget.value)}
        onKeyDown={onKeyDown}
        className={`${controlClass} min-w-0 flex-1 md:w-64 md:flex-none`}
      />
      <Button
        size="s"
        aria-label="Previous line that has it"
        disabled={!hasFound}
        onClick={() => search.go(-1)}
      >
        <ChevronUp aria-hidden className="size-4" />
      </Button>
      <Button size="s" aria-label="Next line that has it" disabled={!hasFound} onClick={() => search.go(1)}>
        <ChevronDown aria-hidden className="size-4" />
      </Button>
      <p role="status" className="figures text-s text-soft">
        {saidOf(search)}
      </p>
    </search>
  );
}
