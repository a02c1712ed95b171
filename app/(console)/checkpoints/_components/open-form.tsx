"use client";

import { type FormEvent, useState } from "react";
import { labelsOf } from "#app/_action/form-labels.ts";
import { Button } from "#components/ui/button.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import type { FieldLabels } from "#lib/domain/refusal.ts";
import type { CheckpointForm } from "#lib/queries/checkpoints.ts";
import { Refused } from "../../_components/refused.tsx";
import { useChange } from "../../_components/use-change.ts";
import { openCheckpointAction } from "../actions.ts";

const keyOf = (place: { service: string; environment: string }) => `${place.service} ${place.environment}`;

export function OpenForm({ form }: { form: CheckpointForm }) {
  const { send, told } = useChange(openCheckpointAction);
  const [labels, setLabels] = useState<FieldLabels>({});
  const [packId, setPackId] = useState(form.packs[0]?.id ?? "");
  const [placeKey, setPlaceKey] = useState(form.places[0] ? keyOf(form.places[0]) : "");
  const pack = form.packs.find(({ id }) => id === packId);
  const place = form.places.find((one) => keyOf(one) === placeKey);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setLabels(labelsOf(event.currentTarget));
    const values = Object.fromEntries(
      (pack?.baseline ?? []).map(({ name }) => [name, String(fields.get(`values.${name}`) ?? "")]),
    );
    const { service = "", environment = "" } = place ?? {};
    const title = String(fields.get("title") ?? "");
    const checkpoint = { packId, service, environment, title, values };
    await send(checkpoint, "The checkpoint is open", ({ reference }) => `/checkpoints/${reference}`);
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <Select
        label="Checkpoint"
        hint={pack?.summary}
        value={packId}
        onChange={(event) => setPackId(event.target.value)}
        options={form.packs.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <Select
        label="Service"
        value={placeKey}
        onChange={(event) => setPlaceKey(event.target.value)}
        options={form.places.map((one) => ({ value: keyOf(one), label: `${one.name}, ${one.environment}` }))}
      />
      <TextField label="What it is about" name="title" isRequired />
      <LockFields key={`${packId} ${placeKey}`} pack={pack} approved={place?.baseline ?? {}} />
      <Refused refusal={told.refusal} error={told.error} labels={labels} />
      <div>
        <Button type="submit" variant="go" isPending={told.pending}>
          Lock the baseline and open
        </Button>
      </div>
    </form>
  );
}

type LockProps = { pack: CheckpointForm["packs"][number] | undefined; approved: Record<string, string> };

/** What the approved baseline says stands there already; the rest is asked for. */
function LockFields({ pack, approved }: LockProps) {
  return (
    <fieldset className="grid gap-4">
      <legend className="eyebrow mb-2">Baseline to lock</legend>
      {(pack?.baseline ?? []).map(({ name, title }) => (
        <TextField
          key={name}
          label={title}
          name={`values.${name}`}
          defaultValue={approved[name] ?? ""}
          hint={approved[name] === undefined ? "The approved baseline does not name it." : undefined}
          isRequired
        />
      ))}
    </fieldset>
  );
}
