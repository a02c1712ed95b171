"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { labelsOf } from "#app/_action/form-labels.ts";
import type { ActionState } from "#app/_action/use-action.ts";
import { Button, type ButtonVariant } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { FieldLabels } from "#lib/domain/refusal.ts";
import { Refused } from "./refused.tsx";

export type FormDialogProps = {
  title: string;
  description?: ReactNode | undefined;
  submitLabel: string;
  submitVariant?: ButtonVariant | undefined;
  told: ActionState & { pending: boolean };
  /** The form says itself what is missing, so the browser's own words are left out. */
  saysMissing?: boolean | undefined;
  onSubmit: (form: FormData) => void;
  onClose: () => void;
  children: ReactNode;
};

/** One change, its fields, and in words why it was refused. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, submitLabel, submitVariant, told, onClose, children } = props;
  const form = useId();
  const [labels, setLabels] = useState<FieldLabels>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setLabels(labelsOf(event.currentTarget));
    props.onSubmit(new FormData(event.currentTarget));
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant={submitVariant ?? "go"} isPending={told.pending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate={props.saysMissing} className="grid gap-4">
        {children}
        <Refused refusal={told.refusal} error={told.error} labels={labels} />
      </form>
    </Dialog>
  );
}
