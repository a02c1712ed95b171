"use client";

import { Select, TextField } from "#components/ui/text-field.tsx";
import type { DeclarationModel } from "./use-declaration.ts";

const named = "named";
const options = [
  { value: "0", label: "just now" },
  { value: "5", label: "5 minutes ago" },
  { value: "10", label: "10 minutes ago" },
  { value: "20", label: "20 minutes ago" },
  { value: "30", label: "30 minutes ago" },
  { value: "60", label: "an hour ago" },
  { value: named, label: "at another time" },
];

const minuteOf = (instant: number) => new Date(instant).toISOString().slice(0, 16);

/** When the trigger was identified: the clocks count from here, not from the declaration. */
export function Identified({ model }: { model: DeclarationModel }) {
  const { draft, change, now } = model;
  const { identifiedMinute, identifiedMinutesAgo } = draft;
  const choose = (value: string) =>
    change(
      value === named
        ? { identifiedMinute: minuteOf(now - identifiedMinutesAgo * 60_000) }
        : { identifiedMinute: null, identifiedMinutesAgo: Number(value) },
    );
  return (
    <div className="grid content-start gap-2">
      <Select
        label="Identified"
        hint="The clocks count from here, not from now."
        options={options}
        value={identifiedMinute === null ? String(identifiedMinutesAgo) : named}
        onChange={(event) => choose(event.target.value)}
      />
      {identifiedMinute === null ? null : (
        <TextField
          label="Identified at, UTC"
          type="datetime-local"
          className="figures"
          max={minuteOf(now)}
          value={identifiedMinute}
          onChange={(event) => change({ identifiedMinute: event.target.value })}
        />
      )}
    </div>
  );
}
