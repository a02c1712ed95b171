"use client";

import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";
import type { FactValue } from "#lib/domain/incident/events/shapes.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";

type Fact = ProtocolPack["facts"][string];
type AskedFactProps = {
  name: string;
  fact: Fact;
  value: FactValue;
  error: string | undefined;
  onChange: (value: FactValue) => void;
};

const labelled = (fact: Fact) => (
  <>
    {fact.title}{" "}
    {fact.rule ? <span className="figures ml-1 font-normal text-faint text-xs">{fact.rule}</span> : null}
  </>
);

/** One value that the protocol asks of every declaration, in the shape it asks for. */
export function AskedFact({ name, fact, value, error, onChange }: AskedFactProps) {
  switch (fact.kind) {
    case "choice":
      return (
        <RadioCards
          name={name}
          label={labelled(fact)}
          error={error}
          columns={3}
          cards={(fact.options ?? []).map((option) => ({ value: option, label: option }))}
          value={typeof value === "string" ? value : null}
          onChange={onChange}
        />
      );
    case "pin":
      return <PinField fact={fact} value={value} error={error} onChange={onChange} />;
    case "instant":
    case "number":
    case "yes-no":
    case "list":
      return <OneLineField fact={fact} value={value} error={error} onChange={onChange} />;
    case "text":
      return (
        <TextArea
          label={labelled(fact)}
          hint={fact.hint}
          error={error}
          rows={2}
          className="min-h-0!"
          value={typeof value === "string" ? value : value.tag}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

const shapes = {
  instant: "UTC, such as 2026-11-21T02:41Z",
  number: "A number",
  "yes-no": "yes or no",
  list: "Separated by commas",
} as const;

function OneLineField({ fact, value, error, onChange }: Omit<AskedFactProps, "name">) {
  const shape = fact.kind in shapes ? shapes[fact.kind as keyof typeof shapes] : undefined;
  return (
    <TextField
      label={labelled(fact)}
      hint={fact.hint ?? shape}
      error={error}
      value={typeof value === "string" ? value : value.tag}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function PinField({ fact, value, error, onChange }: Omit<AskedFactProps, "name">) {
  const pin = typeof value === "string" ? { tag: value, sha: "" } : value;
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-start gap-2">
      <TextField
        label={labelled(fact)}
        hint={fact.hint}
        error={error}
        value={pin.tag}
        className="figures"
        onChange={(event) => onChange({ ...pin, tag: event.target.value })}
      />
      <TextField
        label={`Commit of the ${fact.title.toLowerCase().includes("target") ? "target" : "tag"}`}
        value={pin.sha}
        className="figures"
        spellCheck={false}
        onChange={(event) => onChange({ ...pin, sha: event.target.value.trim() })}
      />
    </div>
  );
}
