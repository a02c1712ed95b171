"use client";

import { type FormEvent, useState } from "react";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { type Option, Select, TextField } from "#components/ui/text-field.tsx";
import { Refused } from "../../_components/refused.tsx";
import { useChange } from "../../_components/use-change.ts";
import { registerServiceAction } from "../actions.ts";
import { type ValueRow, ValuesEditor, valuesOf } from "./values-editor.tsx";

const firstRows: ValueRow[] = [
  { id: 0, name: "release", value: "" },
  { id: 1, name: "configuration", value: "" },
];

const wordOf = (form: FormData, field: string) => String(form.get(field) ?? "").trim();

function serviceOf(form: FormData, rows: ValueRow[]) {
  const [key, name, publicName] = [wordOf(form, "key"), wordOf(form, "name"), wordOf(form, "publicName")];
  const baseline = valuesOf(rows);
  const environments = [{ name: wordOf(form, "environment"), baseline, current: baseline }];
  const ownerRole = wordOf(form, "ownerRole");
  return { key, name, ownerRole, environments, publicName: publicName === "" ? null : publicName };
}

function KeyField() {
  return (
    <TextField
      label="Key"
      name="key"
      maxLength={60}
      placeholder="storefront"
      hint="Lower-case words joined by hyphens, as in the worker's configuration of actions."
      isRequired
    />
  );
}

/** A service, its owner and its first environment. What runs now is taken to be the baseline until it is seen. */
export function RegisterForm({ roles }: { roles: readonly Option[] }) {
  const [rows, setRows] = useState(firstRows);
  const { send, told } = useChange(registerServiceAction);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const service = serviceOf(new FormData(event.currentTarget), rows);
    await send(service, `${service.name} is registered`, () => `/services/${service.key}`);
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <TextField label="Name" name="name" maxLength={120} isRequired />
      <KeyField />
      <Select
        label="Owner"
        name="ownerRole"
        placeholder="Choose a role"
        hint="The role that answers for it."
        options={roles}
        isRequired
      />
      <TextField
        label="Public name"
        name="publicName"
        maxLength={120}
        hint="What the public status page calls it. Left empty, the page does not name it."
        isRequired={false}
      />
      <TextField label="Environment" name="environment" defaultValue="production" maxLength={60} isRequired />
      <ValuesEditor
        label="Baseline"
        hint="The approved values that a rollback goes back to."
        rows={rows}
        onRows={setRows}
      />
      <Refused refusal={told.refusal} error={told.error} />
      <div className="flex gap-2">
        <Button type="submit" variant="go" isPending={told.pending}>
          Register
        </Button>
        <ButtonLink href="/services">Cancel</ButtonLink>
      </div>
    </form>
  );
}
