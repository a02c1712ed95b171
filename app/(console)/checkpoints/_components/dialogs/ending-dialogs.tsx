"use client";

import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { closeCheckpointAction, observeBaselineAction, triggerAbortAction } from "../../actions.ts";
import type { DialogProps } from "../asked.ts";
import { textIn } from "./text-in.ts";

export function AbortDialog({ view, onClose }: DialogProps) {
  const { send, told } = useChange(triggerAbortAction);
  const abort = async (form: FormData) => {
    const input = {
      reference: view.reference,
      trigger: textIn(form, "trigger"),
      cause: textIn(form, "cause"),
    };
    if ((await send(input, "It is NO-GO")) !== null) onClose();
  };
  return (
    <FormDialog
      title="Abort the checkpoint"
      description="NO-GO at once, for both sides and every question. It does not come back."
      submitLabel="Abort: NO-GO"
      submitVariant="stop"
      told={told}
      onSubmit={(form) => void abort(form)}
      onClose={onClose}
    >
      <Select
        label="What was seen"
        name="trigger"
        placeholder="Choose"
        options={view.aborts.map(({ id, title, rule }) => ({
          value: id,
          label: rule === null ? title : `${title} (${rule})`,
        }))}
        isRequired
      />
      <TextArea label="Cause" name="cause" hint="What shows it, and where." isRequired />
    </FormDialog>
  );
}

export function ObserveDialog({ view, onClose }: DialogProps) {
  const { send, told } = useChange(observeBaselineAction);
  const observe = async (form: FormData) => {
    const values = Object.fromEntries(view.baseline.map(({ name }) => [name, textIn(form, name)]));
    if ((await send({ reference: view.reference, values }, "Recorded as seen")) !== null) onClose();
  };
  return (
    <FormDialog
      title="What the baseline is now"
      description="Write what you see. Anything else than what is locked is NO-GO, and does not come back."
      submitLabel="Record what I see"
      told={told}
      onSubmit={(form) => void observe(form)}
      onClose={onClose}
    >
      {view.baseline.map(({ name, title, locked }) => (
        <TextField key={name} label={title} name={name} hint={`Locked: ${locked}`} isRequired={false} />
      ))}
    </FormDialog>
  );
}

export function CloseDialog({ view, onClose }: DialogProps) {
  const { send, told } = useChange(closeCheckpointAction);
  const close = async (form: FormData) => {
    const input = { reference: view.reference, reason: textIn(form, "reason") };
    if ((await send(input, "The checkpoint is closed")) !== null) onClose();
  };
  return (
    <FormDialog
      title="Close the checkpoint"
      description="It is recorded with what each question comes to now. Its log takes no more after that, and a GO opens nothing any more, because nobody watches its baseline."
      submitLabel="Close"
      submitVariant="stop"
      told={told}
      onSubmit={(form) => void close(form)}
      onClose={onClose}
    >
      <TextArea label="Why it ends here" name="reason" isRequired />
    </FormDialog>
  );
}
