"use client";

import { useRouter } from "next/navigation";
import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { useEvidenceFile } from "../../../_evidence/evidence-file.tsx";
import { FileField } from "../../../_evidence/file-field.tsx";
import { reportCriterionAction } from "../../actions.ts";
import { type ProofProps, subjectIn } from "./subject-in.ts";
import { textIn } from "./text-in.ts";

/** A report goes as words alone, or by the files' own door where there is a file with it. */
function useReport({ view, criterion, onClose }: ProofProps) {
  const { reference } = view;
  const router = useRouter();
  const words = useChange(reportCriterionAction);
  const files = useEvidenceFile({ reference, mostBytes: view.files.mostBytes });
  const hasFile = files.file !== null;
  const decidedBy = subjectIn(view, criterion)?.decidedBy;
  const report = async (form: FormData) => {
    const said = {
      reference,
      criterion,
      passed: textIn(form, "passed") === "yes",
      value: decidedBy === "value" ? textIn(form, "value") : null,
      command: textIn(form, "command"),
      output: textIn(form, "output"),
    };
    const isIn = hasFile ? await files.send(said) : (await words.send(said, "Reported")) !== null;
    if (!isIn) return;
    if (hasFile) router.refresh();
    onClose();
  };
  return { files, hasFile, report, told: hasFile ? files.told : words.told };
}

/** A result counts by the output that shows it; of evidence, a file that somebody hands in is enough. */
export function ReportDialog(props: ProofProps) {
  const { view, criterion, onClose } = props;
  const { files, hasFile, report, told } = useReport(props);
  const subject = subjectIn(view, criterion);
  const shows = view.shows[criterion] ?? [];
  return (
    <FormDialog
      title={`Report: ${subject?.title ?? ""}`}
      description={shows.length === 0 ? undefined : `The output must show: ${shows.join("; ")}`}
      submitLabel="Report"
      told={told}
      onSubmit={(form) => void report(form)}
      onClose={onClose}
    >
      <ReportFields
        decidedBy={subject?.decidedBy}
        expected={view.expected[criterion] ?? null}
        hasFile={hasFile}
      />
      <FileField
        isOptional
        file={files.file}
        onChoose={files.setFile}
        mostBytes={files.mostBytes}
        share={files.share}
      />
    </FormDialog>
  );
}

type ReportFieldsProps = { decidedBy: string | undefined; expected: string | null; hasFile: boolean };

function ReportFields({ decidedBy, expected, hasFile }: ReportFieldsProps) {
  const isEvidence = decidedBy === "evidence";
  const hint = expected === null ? undefined : `Expected: ${expected}.`;
  const where = hasFile ? "What it is" : "Where it is";
  return (
    <>
      <Select
        label="Result"
        name="passed"
        options={[
          { value: "yes", label: isEvidence ? "It is there" : "Passed" },
          { value: "no", label: isEvidence ? "It is not there" : "Failed" },
        ]}
      />
      {decidedBy === "value" ? <TextField label="Value" name="value" isRequired hint={hint} /> : null}
      <TextField label={isEvidence ? where : "What was run"} name="command" isRequired />
      <TextArea label={isEvidence ? "What it says" : "Output"} name="output" />
    </>
  );
}
