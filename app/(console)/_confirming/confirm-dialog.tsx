"use client";

import { useId } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Refused } from "../_components/refused.tsx";
import { useConfirmation } from "./use-confirmation.ts";

const why =
  "What you asked for cannot simply be taken back, and you signed in or confirmed more than 15 minutes ago. Nothing has been done yet.";

/** Leaving it, by whatever way, leaves everything as it was. */
export function ConfirmDialog({ onAnswer }: { onAnswer: (isConfirmed: boolean) => void }) {
  const form = useId();
  const confirmation = useConfirmation(() => onAnswer(true));
  const { hasPasskey, dismissed, refusal, error } = confirmation;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onAnswer(false)}
      title="Confirm that it is you"
      description={why}
      actions={
        <>
          <Button onClick={() => onAnswer(false)}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            variant={hasPasskey ? "plain" : "go"}
            isPending={confirmation.isCheckingPassword}
          >
            Confirm with your password
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {hasPasskey ? (
          <Button
            variant="go"
            size="l"
            isPending={confirmation.isAskingPasskey}
            onClick={confirmation.withPasskey}
          >
            Confirm with your passkey
          </Button>
        ) : null}
        <PasswordForm id={form} onPassword={confirmation.withPassword} />
        {dismissed === null ? null : <Banner tone="breach" role="alert" title={dismissed} />}
        <Refused refusal={refusal} error={error} />
      </div>
    </Dialog>
  );
}

type PasswordFormProps = { id: string; onPassword: (password: string) => void };

function PasswordForm({ id, onPassword }: PasswordFormProps) {
  return (
    <form
      id={id}
      onSubmit={(event) => {
        event.preventDefault();
        onPassword(String(new FormData(event.currentTarget).get("password")));
      }}
    >
      <TextField
        label="Your password"
        name="password"
        type="password"
        autoComplete="current-password"
        isRequired
      />
    </form>
  );
}
