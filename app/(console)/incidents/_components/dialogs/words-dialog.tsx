"use client";

import { type ReactNode, useState } from "react";
import type { ButtonVariant } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import type { Recorded } from "#lib/commands/context.ts";
import type { Action } from "../../../../_action/action-result.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

export type WordsDialogProps = {
  title: string;
  description?: ReactNode | undefined;
  rule?: string | null | undefined;
  label: string;
  hint?: string | undefined;
  isRequired?: boolean | undefined;
  submitLabel: string;
  submitVariant?: ButtonVariant | undefined;
  /** False while something stands in the way that the server would name anyway. */
  canSubmit?: boolean | undefined;
  said: string;
  action: Action<Recorded>;
  /** The action's input with these words in it. */
  input: (words: string) => Record<string, unknown>;
  onClose: () => void;
  rows?: number | undefined;
  start?: string | undefined;
  /** Stands above the field. */
  children?: ReactNode | undefined;
  /** Stands below the field: what is long and need not be read to write. */
  below?: ReactNode | undefined;
  size?: "m" | "l" | undefined;
};

/** An act that needs nothing but words. */
export function WordsDialog(props: WordsDialogProps) {
  const { label, hint, isRequired = true, action, said, input } = props;
  const [words, setWords] = useState(props.start ?? "");
  const { send, told } = useRoomAction(action, said);
  return (
    <ActDialog
      title={props.title}
      description={props.description}
      rule={props.rule}
      size={props.size}
      onClose={props.onClose}
      onSubmit={() => send(input(words))}
      told={told}
      labels={Object.fromEntries(Object.keys(input("")).map((field) => [field, label.replace(/[?:]$/, "")]))}
      submitLabel={props.submitLabel}
      submitVariant={props.submitVariant}
      canSubmit={props.canSubmit}
    >
      {props.children}
      <TextArea
        label={label}
        hint={hint}
        isRequired={isRequired}
        rows={props.rows ?? 4}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {props.below}
    </ActDialog>
  );
}
