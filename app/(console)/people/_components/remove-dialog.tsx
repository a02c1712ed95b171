"use client";

import type { PersonLine } from "#lib/queries/people.ts";
import { FormDialog } from "../../_components/form-dialog.tsx";
import { useChange } from "../../_components/use-change.ts";
import { removePersonAction } from "../actions.ts";

type RemoveDialogProps = { person: PersonLine; onClose: () => void };

export function RemoveDialog({ person, onClose }: RemoveDialogProps) {
  const { send, told } = useChange(removePersonAction);
  const remove = async () => {
    const removed = await send({ personId: person.id }, `${person.name} was removed and is signed out`);
    if (removed !== null) onClose();
  };
  return (
    <FormDialog
      title={`Remove ${person.name}?`}
      description={person.email}
      submitLabel="Remove"
      submitVariant="stop"
      told={told}
      onSubmit={() => void remove()}
      onClose={onClose}
    >
      <ul className="list-disc space-y-1 pl-4">
        <li>Every session of theirs ends at once, and they can no longer sign in or sign a decision.</li>
        <li>What they did stays in the logs under their name.</li>
        <li>An incident that they lead needs another commander: name one in its room.</li>
      </ul>
      <p className="text-soft">It cannot be taken back: to return they need a new account.</p>
    </FormDialog>
  );
}
