"use client";

import { TextField } from "#components/ui/text-field.tsx";
import { FailureBanner } from "./failure-banner.tsx";
import { PasswordStep } from "./password-step.tsx";
import { useAddPasskey } from "./use-add-passkey.ts";

type AddPasskeyProps = { onDone: () => void; onCancel: () => void };

/** Makes a passkey for the person, here or wherever the first one is needed. */
export function AddPasskey({ onDone, onCancel }: AddPasskeyProps) {
  const { add, pending, refusal, error, dismissed } = useAddPasskey(onDone);
  return (
    <>
      <FailureBanner refusal={refusal} error={error} />
      {dismissed ? (
        <p role="alert" className="text-risk">
          {dismissed}
        </p>
      ) : null}
      <PasswordStep
        id="passkey"
        submitLabel="Make the passkey"
        isPending={pending}
        onSubmit={add}
        onCancel={onCancel}
      >
        <TextField
          label="Name of the passkey"
          name="label"
          maxLength={60}
          placeholder="work laptop"
          hint="So that you tell your keys apart."
          isRequired
        />
      </PasswordStep>
    </>
  );
}
