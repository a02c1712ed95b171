"use client";

import { useState } from "react";
import type { Action } from "#app/_action/action-result.ts";
import { serverNow } from "#components/ui/server-clock.ts";
import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import type { Recorded } from "#lib/commands/context.ts";
import type { DeputiesView, DeputyView } from "#lib/queries/deputies.ts";
import { FormDialog } from "../_components/form-dialog.tsx";
import { useChange } from "../_components/use-change.ts";
import { firstSigningTime } from "./signing-time.ts";

export type DeputyActions = { name: Action<Recorded>; end: Action<Recorded> };
type Props = { reference: string; actions: DeputyActions; onClose: () => void };

const textIn = (form: FormData, name: string): string => String(form.get(name) ?? "");
/** What is typed is UTC, as it is shown; empty where nothing was typed. */
const instantIn = (form: FormData, name: string): string => {
  const typed = Date.parse(`${textIn(form, name)}Z`);
  return Number.isNaN(typed) ? "" : new Date(typed).toISOString();
};

const expected = {
  person: "Expected whoever signs in your place.",
  from: "Expected a day and a time in UTC, from when they sign.",
  until: "Expected a day and a time in UTC, until when they sign.",
  reason: "Say why somebody signs in your place.",
};
type Field = keyof typeof expected;
const fields = Object.keys(expected) as Field[];
const moment = { type: "datetime-local", className: "figures", isRequired: true } as const;

/** A lead names who signs in their side's place, for how long, and why. */
export function NameDialog({ reference, deputies, actions, onClose }: Props & { deputies: DeputiesView }) {
  const { send, told } = useChange(actions.name);
  const [missing, setMissing] = useState<string[]>([]);
  const errorOf = (field: Field) => (missing.includes(field) ? expected[field] : undefined);
  const name = async (form: FormData) => {
    const empty = fields.filter((field) => textIn(form, field).trim() === "");
    setMissing(empty);
    if (empty.length > 0) return;
    const [from, until] = [instantIn(form, "from"), instantIn(form, "until")];
    const input = { reference, person: textIn(form, "person"), from, until, reason: textIn(form, "reason") };
    if ((await send(input, "The deputy is named")) !== null) onClose();
  };
  return (
    <FormDialog
      title={`Name a deputy for the ${(deputies.leads ?? "side").toLowerCase()}`}
      description="Somebody of neither side, who signs in their own name and says for whom. It is an entry of the log, and you can take it back."
      submitLabel="Name the deputy"
      saysMissing
      told={told}
      onSubmit={(form) => void name(form)}
      onClose={onClose}
    >
      <Select
        label="Who signs?"
        name="person"
        placeholder="Choose"
        options={deputies.candidates.map(({ id, name: label }) => ({ value: id, label }))}
        isRequired
        error={errorOf("person")}
      />
      <SigningTime errorOf={errorOf} />
      <TextArea label="Why" name="reason" isRequired error={errorOf("reason")} />
    </FormDialog>
  );
}

function SigningTime({ errorOf }: { errorOf: (field: Field) => string | undefined }) {
  const [{ from, until }] = useState(() => firstSigningTime(serverNow()));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField {...moment} label="From, UTC" name="from" defaultValue={from} error={errorOf("from")} />
      <TextField {...moment} label="Until, UTC" name="until" defaultValue={until} error={errorOf("until")} />
    </div>
  );
}

export function EndDialog({ reference, deputy, actions, onClose }: Props & { deputy: DeputyView }) {
  const { send, told } = useChange(actions.end);
  const end = async (form: FormData) => {
    const input = { reference, named: deputy.seq, reason: textIn(form, "reason") };
    if ((await send(input, `${deputy.name} is no deputy any more`)) !== null) onClose();
  };
  return (
    <FormDialog
      title={`Take back: ${deputy.name}`}
      description="What they have signed stands until your side answers again."
      submitLabel="Take it back"
      submitVariant="stop"
      told={told}
      onSubmit={(form) => void end(form)}
      onClose={onClose}
    >
      <TextArea label="Why" name="reason" isRequired />
    </FormDialog>
  );
}
