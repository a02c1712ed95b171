"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { CreatedToken } from "#lib/commands/tokens/create.ts";
import { type ApiScope, scopeTitles } from "#lib/domain/authority/api-scope.ts";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { ShownOnce } from "../../../_components/shown-once.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { createTokenAction } from "../actions.ts";

type MakeTokenButtonProps = { scopes: readonly ApiScope[] };

export function MakeTokenButton({ scopes }: MakeTokenButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<CreatedToken | null>(null);
  const close = () => {
    setIsOpen(false);
    setMade(null);
  };
  return (
    <>
      <Button variant="go" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden className="size-4" /> Make a token
      </Button>
      {isOpen && made === null ? <MakeDialog scopes={scopes} onMade={setMade} onClose={close} /> : null}
      {made === null ? null : (
        <ShownOnce
          title="Give this token to the pipeline"
          description={`${made.name} shows it with every question.`}
          value={made.value}
          what="token"
          onClose={close}
        >
          The command line reads it from HOLDPOINT_TOKEN; over HTTP it is sent as Authorization: Bearer. The
          console keeps only its digest.
        </ShownOnce>
      )}
    </>
  );
}

type MakeDialogProps = MakeTokenButtonProps & { onMade: (made: CreatedToken) => void; onClose: () => void };

function MakeDialog({ scopes, onMade, onClose }: MakeDialogProps) {
  const { send, told } = useChange(createTokenAction);
  const submit = async (form: FormData) => {
    const made = await send({ name: form.get("name"), scopes: form.getAll("scopes") }, "The token is made");
    if (made !== null) onMade(made);
  };
  return (
    <FormDialog
      title="Make a token"
      description="It opens what its scopes name, and nothing else. What it hands in stands in the log under your name, by this token."
      submitLabel="Make"
      told={told}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
    >
      <TextField label="Name" name="name" placeholder="Deployment pipeline" maxLength={80} isRequired />
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium text-s">Scopes</legend>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            value={scope}
            label={scope}
            hint={scopeTitles[scope]}
            defaultChecked={scope === scopes[0]}
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}
