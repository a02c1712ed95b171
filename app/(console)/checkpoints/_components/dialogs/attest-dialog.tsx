"use client";

import { TextArea } from "#components/ui/text-field.tsx";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { attestCriterionAction } from "../../actions.ts";
import { type ProofProps, subjectIn } from "./subject-in.ts";
import { textIn } from "./text-in.ts";

export function AttestDialog({ view, criterion, onClose }: ProofProps) {
  const { send, told } = useChange(attestCriterionAction);
  const attest = async (form: FormData) => {
    const input = { reference: view.reference, criterion, reason: textIn(form, "reason") };
    if ((await send(input, "Attested")) !== null) onClose();
  };
  return (
    <FormDialog
      title={`Attest: ${subjectIn(view, criterion)?.title ?? ""}`}
      description="This is your own word and stands in the log with your name. It is no check."
      submitLabel="Attest"
      told={told}
      onSubmit={(form) => void attest(form)}
      onClose={onClose}
    >
      <TextArea label="What you looked at" name="reason" isRequired />
    </FormDialog>
  );
}
