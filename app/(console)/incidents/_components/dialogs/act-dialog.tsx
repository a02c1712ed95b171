"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Button, type ButtonVariant } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { FieldLabels } from "#lib/domain/refusal.ts";
import { labelsOf } from "../../../../_action/form-labels.ts";
import type { ActionState } from "../../../../_action/use-action.ts";
import { RefusalBanner } from "./refusal-banner.tsx";

export type ActDialogProps = {
  title: string;
  description?: ReactNode | undefined;
  rule?: string | null | undefined;
  onClose: () => void;
  /** Sends it; the dialog closes itself where this gives true. */
  onSubmit: () => Promise<boolean>;
  told: ActionState & { pending: boolean };
  /** How fields are called whose controls carry no name. */
  labels?: FieldLabels | undefined;
  submitLabel: string;
  submitVariant?: ButtonVariant | undefined;
  /** False while something is missing that the server would ask for anyway. */
  canSubmit?: boolean | undefined;
  size?: "m" | "l" | undefined;
  /** Takes the place of the submit button, for what must be held. */
  instead?: ReactNode | undefined;
  children?: ReactNode | undefined;
};

/** One act of the room: what it is about, what it needs, and in words why the server refused it. */
export function ActDialog(props: ActDialogProps) {
  const { title, description, rule, onClose, onSubmit, told, size, children } = props;
  const form = useId();
  const [named, setNamed] = useState<FieldLabels>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setNamed(labelsOf(event.currentTarget));
    void onSubmit().then((isDone) => isDone && onClose());
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      size={size}
      description={<Description words={description} rule={rule} />}
      actions={
        <>
          {/* Beside the button, because the content may be scrolled far from it. */}
          <div className="max-h-52 basis-full overflow-y-auto empty:hidden">
            <RefusalBanner refusal={told.refusal} error={told.error} labels={{ ...named, ...props.labels }} />
          </div>
          <Button className="self-start" onClick={onClose}>
            Cancel
          </Button>
          {props.instead ?? (
            <Button
              type="submit"
              form={form}
              variant={props.submitVariant ?? "go"}
              isPending={told.pending}
              pendingLabel="Recording"
              disabled={props.canSubmit === false}
            >
              {props.submitLabel}
            </Button>
          )}
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        {children}
      </form>
    </Dialog>
  );
}

type DescriptionProps = { words: ReactNode; rule: string | null | undefined };

const Description = ({ words, rule }: DescriptionProps) => (
  <>
    {words ?? "It is recorded in the log under your name."} {rule ? <RuleLink rule={{ id: rule }} /> : null}
  </>
);
