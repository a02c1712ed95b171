"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";

export type PasswordStepProps = {
  id: string;
  submitLabel: string;
  isPending: boolean;
  onSubmit: (form: FormData) => void;
  onCancel?: (() => void) | undefined;
  /** Fields before the password. */
  children?: ReactNode;
};

/** Asks for the password again, because a session left open must not be enough to change how its person signs. */
export function PasswordStep(props: PasswordStepProps) {
  const { id, submitLabel, isPending, onSubmit, onCancel, children } = props;
  return (
    <form
      className="mt-3 grid gap-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      {children}
      <TextField
        id={`${id}-password`}
        label="Your password"
        name="password"
        type="password"
        autoComplete="current-password"
        hint="Asked again, so that an unattended screen is not enough."
        isRequired
      />
      <div className="flex gap-2 sm:col-span-2">
        <Button type="submit" variant="go" isPending={isPending}>
          {submitLabel}
        </Button>
        {onCancel ? (
          <Button variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
      </div>
    </form>
  );
}
