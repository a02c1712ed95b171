"use client";

import { PenLine } from "lucide-react";
import { useState } from "react";
import type { ActionState } from "#app/_action/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { FormDialog } from "../../_components/form-dialog.tsx";
import { useChange } from "../../_components/use-change.ts";
import { setBaselineAction } from "../actions.ts";
import { repeatedName, rowsOf, ValuesEditor, valuesOf } from "./values-editor.tsx";

type BaselineProps = { serviceKey: string; environment: string; baseline: Record<string, string> };

export function BaselineButton(props: BaselineProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <PenLine aria-hidden className="size-4" /> Change the baseline
      </Button>
      {isOpen ? <BaselineDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

/** What was seen when the dialog opened goes along, so that somebody else's approval is not overwritten. */
function BaselineDialog({
  serviceKey,
  environment,
  baseline,
  onClose,
}: BaselineProps & { onClose: () => void }) {
  const [seen] = useState(baseline);
  const [rows, setRows] = useState(() => rowsOf(baseline));
  const { send, told } = useChange(setBaselineAction);
  const repeated = repeatedName(rows);
  const save = async () => {
    if (repeated !== null) return;
    const input = { key: serviceKey, environment, baseline: valuesOf(rows), seen };
    if ((await send(input, `The baseline of ${environment} is changed`)) !== null) onClose();
  };
  return (
    <FormDialog
      title={`Baseline of ${environment}`}
      description="The approved values that the next rollback goes back to. Change it when a release is approved."
      submitLabel="Approve these values"
      told={repeated === null ? told : { ...told, ...twice(repeated) }}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <ValuesEditor
        label="Values"
        hint="A plan's step uses them by name, such as release, schema or tag."
        rows={rows}
        onRows={setRows}
      />
    </FormDialog>
  );
}

function twice(name: string): ActionState {
  const message = `The name ${name} stands here twice. Each value needs a name of its own.`;
  return { refusal: { code: "invalid", rule: null, message, blockers: [] }, error: null };
}
