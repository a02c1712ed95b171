"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import type { DecisionView } from "#lib/queries/decision.ts";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { FileFields, useEvidenceFile } from "../../../_evidence/evidence-file.tsx";

type HandInFileProps = { decision: Pick<DecisionView, "reference" | "handingIn"> };

/** The way to hand in a file without leaving the packet; nothing for who owes no evidence here. */
export function HandInFile({ decision }: HandInFileProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (decision.handingIn.requirements.length === 0) return null;
  return (
    <>
      <Button size="s" className="mt-2" onClick={() => setIsOpen(true)}>
        Hand in a file
      </Button>
      {isOpen ? <FileDialog decision={decision} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function FileDialog({ decision, onClose }: HandInFileProps & { onClose: () => void }) {
  const { reference, handingIn } = decision;
  const { requirements, mostBytes } = handingIn;
  const router = useRouter();
  const files = useEvidenceFile({ reference, mostBytes });
  const [requirement, setRequirement] = useState(
    (requirements.find(({ isThere }) => !isThere) ?? requirements[0])?.id ?? "",
  );
  const submit = async (form: FormData) => {
    if (!(await files.submit(requirement, String(form.get("summary"))))) return;
    router.refresh();
    onClose();
  };
  return (
    <FormDialog
      title="Hand in a file"
      description="The packet changes with it, and signatures that were given fall away. What it supersedes stays."
      submitLabel="Hand in"
      told={files.told}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
    >
      <Select
        label="For what?"
        options={requirements.map(({ id: value, title, isThere }) => ({
          value,
          label: isThere ? `${title} (supersedes)` : title,
        }))}
        value={requirement}
        onChange={(event) => setRequirement(event.target.value)}
      />
      <TextField name="summary" label="What does it prove?" isRequired />
      <FileFields files={files} party={requirements.find(({ id }) => id === requirement)?.party ?? null} />
    </FormDialog>
  );
}
