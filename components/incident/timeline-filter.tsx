"use client";

import { Search, X } from "lucide-react";
import type { Ref } from "react";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { type EntryFilter, type EntryKind, entryKindWords, isFiltering, noFilter } from "./timeline-entry.ts";

export type TimelineFilterProps = {
  filter: EntryFilter;
  onChange: (filter: EntryFilter) => void;
  kinds: readonly EntryKind[];
  people: readonly string[];
  shown: number;
  total: number;
  /** How many of them are not here yet, and so not looked through. */
  stillComing: number;
  /** How many entries the console wrote by itself at every turn. */
  routine: number;
  searchRef: Ref<HTMLInputElement>;
};

const control = "min-h-8 rounded-m border border-edge bg-plate px-2 text-s text-text pointer-coarse:min-h-11";

export function TimelineFilter(props: TimelineFilterProps) {
  const { filter, onChange, kinds, people, shown, total, stillComing, routine, searchRef } = props;
  const isNarrowed = isFiltering(filter);
  const coming = stillComing > 0 ? `, ${stillComing} not here yet` : "";
  return (
    <search aria-label="Filter the timeline" className="mb-1.5 flex flex-wrap items-center gap-2 text-s">
      <SearchField text={filter.text} onText={(text) => onChange({ ...filter, text })} inputRef={searchRef} />
      <Pick
        label="Kind of entry"
        all="All kinds"
        value={filter.kind}
        options={kinds.map((kind) => [kind, entryKindWords[kind]])}
        onChange={(kind) => onChange({ ...filter, kind: kind as EntryKind | "" })}
      />
      <Pick
        label="Person"
        all="Everyone"
        value={filter.person}
        options={people.map((person) => [person, person])}
        onChange={(person) => onChange({ ...filter, person })}
      />
      {isNarrowed ? (
        <Button
          size="s"
          variant="quiet"
          onClick={() => onChange({ ...noFilter, withRoutine: filter.withRoutine })}
        >
          <X aria-hidden className="size-3.5" /> Clear
        </Button>
      ) : null}
      {!isNarrowed && routine > 0 ? (
        <Button
          size="s"
          variant="quiet"
          aria-pressed={filter.withRoutine}
          onClick={() => onChange({ ...filter, withRoutine: !filter.withRoutine })}
        >
          {filter.withRoutine ? "Hide routine" : `+${routine} routine`}
        </Button>
      ) : null}
      <p role="status" className={isNarrowed ? "text-faint" : "sr-only"}>
        {isNarrowed ? `${shown} of ${total} entries${coming}` : ""}
      </p>
    </search>
  );
}

type SearchFieldProps = { text: string; onText: (text: string) => void; inputRef: Ref<HTMLInputElement> };

function SearchField({ text, onText, inputRef }: SearchFieldProps) {
  return (
    <label className="relative min-w-40 flex-1">
      <span className="sr-only">Search in entries</span>
      <Search aria-hidden className="absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint" />
      <input
        ref={inputRef}
        type="search"
        value={text}
        placeholder="Search entries"
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          onText("");
          event.currentTarget.blur();
        }}
        className={`${control} w-full pr-8 pl-8 placeholder:text-faint`}
      />
      <Kbd className="absolute top-1/2 right-2 -translate-y-1/2 text-faint">/</Kbd>
    </label>
  );
}

type PickProps = {
  label: string;
  all: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
};

function Pick({ label, all, value, options, onChange }: PickProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`${control} max-w-36 max-sm:flex-1`}
    >
      <option value="">{all}</option>
      {options.map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </select>
  );
}
