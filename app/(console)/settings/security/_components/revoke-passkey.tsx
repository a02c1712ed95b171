"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { OwnPasskey } from "#lib/auth/signature/own-means.ts";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { revokePasskeyAction } from "../actions.ts";

export function RevokePasskey({ passkey }: { passkey: OwnPasskey }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setIsAsking(true)}>
        Revoke<span className="sr-only"> {passkey.label}</span>
      </Button>
      {isAsking ? <RevokeDialog passkey={passkey} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}

function RevokeDialog({ passkey, onClose }: { passkey: OwnPasskey; onClose: () => void }) {
  const { credentialId, label } = passkey;
  const { send, told } = useChange(revokePasskeyAction);
  const revoke = async (form: FormData) => {
    const input = { credentialId, password: form.get("password") };
    const revoked = await send(input, `${label} signs nothing any more`);
    if (revoked !== null) onClose();
  };
  return (
    <FormDialog
      title={`Revoke ${label}?`}
      description="It can sign nothing from then on. What it has signed stays signed, and can be checked as before."
      submitLabel="Revoke"
      submitVariant="stop"
      told={told}
      onSubmit={(form) => void revoke(form)}
      onClose={onClose}
    >
      <TextField
        label="Your password"
        name="password"
        type="password"
        autoComplete="current-password"
        hint="Asked again, so that an unattended screen is not enough."
        isRequired
      />
      <p className="text-soft">It cannot be taken back. Remove it from your device or security key, too.</p>
    </FormDialog>
  );
}
