"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useAction } from "#app/_action/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Invited } from "#lib/commands/people/invite.ts";
import { FormDialog } from "../../_components/form-dialog.tsx";
import { ShownOnce } from "../../_components/shown-once.tsx";
import { invitePersonAction } from "../actions.ts";

export function InviteButton() {
  const [isOpen, setIsOpen] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);
  const close = () => {
    setIsOpen(false);
    setInvited(null);
  };
  return (
    <>
      <Button variant="go" onClick={() => setIsOpen(true)}>
        <UserPlus aria-hidden className="size-4" /> Add a person
      </Button>
      {isOpen && invited === null ? <InviteDialog onInvited={setInvited} onClose={close} /> : null}
      {invited === null ? null : (
        <ShownOnce
          title={`Send this link to ${invited.email}`}
          description={`It makes one account and is good for ${invited.lifetimeInHours} hours.`}
          value={invited.url}
          what="link"
          onClose={close}
        >
          Whoever has it becomes this person here, so send it by a way that only they read. They appear under
          People once they have used it; give them their roles then.
        </ShownOnce>
      )}
    </>
  );
}

type InviteDialogProps = { onInvited: (invited: Invited) => void; onClose: () => void };

function InviteDialog({ onInvited, onClose }: InviteDialogProps) {
  const { run, pending, refusal, error } = useAction<Invited, unknown>(invitePersonAction);
  const submit = async (form: FormData) => {
    const result = await run({
      email: form.get("email"),
      name: form.get("name"),
      isAdministrator: form.get("administrator") !== null,
    });
    if (result.ok) onInvited(result.value);
  };
  return (
    <FormDialog
      title="Add a person"
      description="You get a link for them; they choose their own password."
      submitLabel="Make the link"
      told={{ pending, refusal, error }}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
    >
      <TextField label="Name" name="name" maxLength={120} autoComplete="off" isRequired />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="off"
        hint="They sign in with it, and notices reach them there."
        isRequired
      />
      <Checkbox
        label="Administrator"
        name="administrator"
        hint="Adds people and channels, sets roles, and approves baselines."
      />
    </FormDialog>
  );
}
