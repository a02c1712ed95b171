"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import type { AddedEndpoint } from "#lib/commands/channels/add-endpoint.ts";
import type { AudienceWord } from "#lib/domain/protocol/vocabulary.ts";
import type { EndpointKind } from "#lib/queries/channels.ts";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { ShownOnce } from "../../../_components/shown-once.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { addEndpointAction } from "../actions.ts";
import { kindTitles } from "./kinds.ts";

type Audiences = { audiences: readonly AudienceWord[] };

export function AddEndpointButton({ audiences }: Audiences) {
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<{ title: string; secret: string } | null>(null);
  const close = () => {
    setIsOpen(false);
    setMade(null);
  };
  const keep = ({ title, secret }: AddedEndpoint) => (secret === null ? close() : setMade({ title, secret }));
  return (
    <>
      <Button variant="go" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden className="size-4" /> Add a channel
      </Button>
      {isOpen && made === null ? <AddDialog audiences={audiences} onAdded={keep} onClose={close} /> : null}
      {made === null ? null : (
        <ShownOnce
          title="Give this secret to the receiver"
          description={`${made.title} signs every message with it.`}
          value={made.secret}
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
  const [kind, setKind] = useState<EndpointKind>("webhook");
  const submit = async (form: FormData) => {
    const input = { kind, title: form.get("title"), url: form.get("url"), audience: form.get("audience") };
    const added = await send(input, "The channel is added and on");
    if (added !== null) onAdded(added);
  };
  return (
    <FormDialog
      title="Add a channel"
      description="An address outside the console that is told for a whole audience."
      submitLabel="Add"
      told={told}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
    >
      <Select
        label="Kind"
        name="kind"
        value={kind}
        onChange={(event) => setKind(event.target.value as EndpointKind)}
        options={Object.entries(kindTitles).map(([value, label]) => ({ value, label }))}
      />
      <TextField label="Name" name="title" placeholder={hints[kind].name} maxLength={120} isRequired />
      <TextField
        label="Address"
        name="url"
        type="url"
        placeholder={hints[kind].address}
        hint={hints[kind].hint}
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

const hints: Record<EndpointKind, { name: string; address: string; hint: string }> = {
  webhook: {
    name: "Consumer's paging service",
    address: "https://example.com/hooks/incidents",
    hint: "https. Its secret is made here and shown once. Private and loopback addresses are refused unless their host is allowed on the server.",
  },
  slack: {
    name: "Incident room in Slack",
    address: "https://hooks.slack.com/services/…",
    hint: "The address of an incoming webhook. Whoever knows it may post, so it is kept sealed and never shown again.",
  },
  teams: {
    name: "Incident channel in Teams",
    address: "https://….logic.azure.com/workflows/…",
    hint: "The address of a workflow that posts to a channel when a webhook request is received. It is kept sealed and never shown again.",
  },
};
