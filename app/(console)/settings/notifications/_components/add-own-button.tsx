"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { addOwnChannelAction } from "../actions.ts";

export function AddOwnButton() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="go" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden className="size-4" /> Add a chat
      </Button>
      {isOpen ? <AddDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const { send, told } = useChange(addOwnChannelAction);
  const submit = async (form: FormData) => {
    const input = { kind: form.get("kind"), title: form.get("title"), url: form.get("url") };
    const added = await send(input, "The chat is added, and tried first");
    if (added !== null) onClose();
  };
  return (
    <FormDialog
      title="Add a chat of your own"
      description="An incoming webhook that reaches you alone, such as one to your own channel."
      submitLabel="Add"
      told={told}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
    >
      <Select
        label="Kind"
        name="kind"
        options={[
          { value: "slack", label: "Slack" },
          { value: "teams", label: "Teams" },
        ]}
      />
      <TextField label="Name" name="title" placeholder="My Slack" maxLength={120} isRequired />
      <TextField
        label="Address"
        name="url"
        type="url"
        hint="Whoever knows it may post, so it is kept sealed and never shown again."
        isRequired
      />
    </FormDialog>
  );
}
