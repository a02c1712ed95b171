"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { removeEndpointAction } from "../actions.ts";

type RemoveButtonProps = { id: string; title: string };

/** For a channel that is off: takes it away after one more question. */
export function RemoveButton({ id, title }: RemoveButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { send, told } = useChange(removeEndpointAction);
  const remove = async () => {
    if ((await send({ id }, `${title} is removed`)) !== null) setIsOpen(false);
  };
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        Remove<span className="sr-only"> {title}</span>
      </Button>
      {isOpen ? (
        <FormDialog
          title={`Remove ${title}`}
          submitLabel="Remove"
          told={told}
          onSubmit={() => void remove()}
          onClose={() => setIsOpen(false)}
        >
          <p>Its address and secret are forgotten. What it was sent stays on each incident's record.</p>
        </FormDialog>
      ) : null}
    </>
  );
}
