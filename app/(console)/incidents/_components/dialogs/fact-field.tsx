"use client";

import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";
import type { FactValue } from "#lib/domain/incident/events/shapes.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";

type Fact = ProtocolPack["facts"][string];
type FactFieldProps = { name: string; fact: Fact; value: FactValue; onChange: (value: FactValue) => void };

const yesNo = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];
const minuteOf = (instant: string) => instant.slice(0, 16);

/** One fact of the triage, in the shape that it is asked in. */
export function FactField({ name, fact, value, onChange }: FactFieldProps) {
  const said = typeof value === "string" ? value : "";
  switch (fact.kind) {
    case "choice":
    case "yes-no":
      return <ChoiceField name={name} fact={fact} value={said} onChange={onChange} />;
    case "instant":
      return (
        <TextField
          label={`${fact.title} (UTC)`}
          type="datetime-local"
          value={minuteOf(said)}
          onChange={(event) => onChange(event.target.value === "" ? "" : `${event.target.value}:00.000Z`)}
        />
      );
    case "pin":
      return <PinField fact={fact} value={value} onChange={onChange} />;
    case "number":
      return (
        <TextField
          label={fact.title}
          hint={fact.hint}
          inputMode="decimal"
          value={said}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "list":
    case "text":
      return (
        <TextArea
          label={fact.title}
          hint={fact.hint ?? (fact.kind === "list" ? "One a line, or separated by commas" : undefined)}
          rows={2}
          value={said}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

function ChoiceField({ name, fact, value, onChange }: FactFieldProps & { value: string }) {
  const options = (fact.options ?? []).map((one) => ({ value: one, label: one }));
  return (
    <RadioCards
      name={name}
      label={fact.title}
      hint={fact.hint}
      columns={2}
      cards={fact.kind === "yes-no" ? yesNo : options}
      value={value === "" ? null : value}
      onChange={onChange}
    />
  );
}

function PinField({ fact, value, onChange }: Omit<FactFieldProps, "name">) {
  const pin = typeof value === "string" ? { tag: value, sha: "" } : value;
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <TextField
        label={fact.title}
        value={pin.tag}
        onChange={(event) => onChange({ ...pin, tag: event.target.value })}
      />
      <TextField
        label="Commit"
        className="figures"
        value={pin.sha}
        onChange={(event) => onChange({ ...pin, sha: event.target.value.trim() })}
      />
    </div>
  );
}
