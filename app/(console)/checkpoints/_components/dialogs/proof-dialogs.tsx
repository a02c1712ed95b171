"use client";

import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import type { CheckpointView, SubjectView } from "#lib/queries/checkpoint-view.ts";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { attestCriterionAction, reportCriterionAction } from "../../actions.ts";
import type { DialogProps } from "../asked.ts";
import { textIn } from "./text-in.ts";

type ProofProps = DialogProps & { criterion: string };

const subjectIn = (view: CheckpointView, id: string): SubjectView | undefined =>
  view.runs.find((one) => one.id === id) ??
  view.groups.flatMap(({ items }) => items).find((one) => one.id === id);

/** A result counts by the output that shows it. */
export function ReportDialog({ view, criterion, onClose }: ProofProps) {
  const { send, told } = useChange(reportCriterionAction);
  const subject = subjectIn(view, criterion);
  const shows = view.shows[criterion] ?? [];
  const expected = view.expected[criterion] ?? null;
  const hint = expected === null ? undefined : `Expected: ${expected}.`;
  const isEvidence = subject?.decidedBy === "evidence";
  const report = async (form: FormData) => {
    const input = {
      reference: view.reference,
      criterion,
      passed: textIn(form, "passed") === "yes",
      value: subject?.decidedBy === "value" ? textIn(form, "value") : null,
      command: textIn(form, "command"),
      output: textIn(form, "output"),
    };
    if ((await send(input, "Reported")) !== null) onClose();
  };
  return (
    <FormDialog
      title={`Report: ${subject?.title ?? ""}`}
      description={shows.length === 0 ? undefined : `The output must show: ${shows.join("; ")}`}
      submitLabel="Report"
      told={told}
      onSubmit={(form) => void report(form)}
      onClose={onClose}
    >
      <Select
        label="Result"
        name="passed"
        options={[
          { value: "yes", label: isEvidence ? "It is there" : "Passed" },
          { value: "no", label: isEvidence ? "It is not there" : "Failed" },
        ]}
      />
      {subject?.decidedBy === "value" ? (
        <TextField label="Value" name="value" isRequired hint={hint} />
      ) : null}
      <TextField label={isEvidence ? "Where it is" : "What was run"} name="command" isRequired />
      <TextArea label={isEvidence ? "What it says" : "Output"} name="output" />
    </FormDialog>
  );
}

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
