"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import type { AddedEndpoint } from "#lib/commands/channels/add-endpoint.ts";
import type { AudienceWord } from "#lib/domain/protocol/vocabulary.ts";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { ShownOnce } from "../../../_components/shown-once.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { addEndpointAction } from "../actions.ts";

type Audiences = { audiences: readonly AudienceWord[] };

export function AddEndpointButton({ audiences }: Audiences) {
  const [isOpen, setIsOpen] = useState(false);
  const [added, setAdded] = useState<AddedEndpoint | null>(null);
  const close = () => {
    setIsOpen(false);
    setAdded(null);
  };
  return (
    <>
      <Button variant="go" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden className="size-4" /> Add a webhook
      </Button>
      {isOpen && added === null ? (
        <AddDialog audiences={audiences} onAdded={setAdded} onClose={close} />
      ) : null}
      {added === null ? null : (
        <ShownOnce
          title="Give this secret to the receiver"
          description={`${added.title} signs every message with it.`}
          value={added.secret}
          what="secret"
          onClose={close}
        >
          The receiver checks the header webhook-signature with it, as Standard Webhooks describes. The
          console keeps it sealed.
        </ShownOnce>
      )}
    </>
  );
}

type AddDialogProps = Audiences & { onAdded: (added: AddedEndpoint) => void; onClose: () => void };

function AddDialog({ audiences, onAdded, onClose }: AddDialogProps) {
  const { send, told } = useChange(addEndpointAction);
  const submit = async (form: FormData) => {
    const input = { title: form.get("title"), url: form.get("url"), audience: form.get("audience") };
    const added = await send(input, "The webhook is added and on");
    if (added !== null) onAdded(added);
  };
  return (
    <FormDialog
      title="Add a webhook"
      description="Its secret is made here and shown once."
      submitLabel="Add"
      told={told}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
    >
      <TextField
        label="Name"
        name="title"
        placeholder="Consumer's paging service"
        maxLength={120}
        isRequired
      />
      <TextField
        label="Address"
        name="url"
        type="url"
        placeholder="https://example.com/hooks/incidents"
        hint="https. Private and loopback addresses are refused unless their host is allowed on the server."
        isRequired
      />
      <Select
        label="Audience"
        name="audience"
        hint="Accepted here counts as this audience being told."
        placeholder="Choose"
        isRequired
        options={audiences.map(({ key, title }) => ({ value: key, label: title }))}
      />
    </FormDialog>
  );
}
