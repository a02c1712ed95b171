"use client";

import { useState } from "react";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { Select, TextArea } from "#components/ui/text-field.tsx";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { giveVerdictAction, writeRecordAction } from "../../actions.ts";
import type { DialogProps } from "../asked.ts";
import { HindranceList } from "../hindrance-list.tsx";
import { textIn } from "./text-in.ts";

/** GO stays shut while something speaks against it; NO-GO is always open, with what mends it. */
export function AnswerDialog({ view, question: id, onClose }: DialogProps & { question: string }) {
  const { send, told } = useChange(giveVerdictAction);
  const [choice, setChoice] = useState<string | null>(null);
  const question = view.questions.find((one) => one.id === id);
  if (question === undefined) return null;
  const isShut = question.against.length > 0;
  const answer = async (form: FormData) => {
    const remediation = textIn(form, "remediation");
    const input = { reference: view.reference, question: id, go: choice === "go", remediation };
    if ((await send(input, "Your side has answered")) !== null) onClose();
  };
  const go = { value: "go", label: question.go };
  const refusedBecause = <HindranceList hindrances={question.against} />;
  return (
    <FormDialog
      title={question.title}
      description="Your side's verdict. It is recorded with your name and is not signed."
      submitLabel="Answer"
      told={told}
      onSubmit={(form) => void answer(form)}
      onClose={onClose}
    >
      <RadioCards
        label="Answer"
        name="go"
        value={choice}
        onChange={setChoice}
        cards={[isShut ? { ...go, refusedBecause } : go, { value: "no-go", label: question.noGo }]}
      />
      {choice === "no-go" ? <TextArea label="What has to be mended" name="remediation" isRequired /> : null}
    </FormDialog>
  );
}

export function WriteDialog({ view, part: id, onClose }: DialogProps & { part: string }) {
  const { send, told } = useChange(writeRecordAction);
  const part = view.record.find((one) => one.id === id);
  const write = async (form: FormData) => {
    const owner = part?.asksOwner ? textIn(form, "owner") : null;
    const input = { reference: view.reference, part: id, words: textIn(form, "words"), owner };
    if ((await send(input, "It stands in the record")) !== null) onClose();
  };
  return (
    <FormDialog
      title={part?.title ?? ""}
      description={part?.asks}
      submitLabel="Write into the record"
      told={told}
      onSubmit={(form) => void write(form)}
      onClose={onClose}
    >
      <TextArea label="Words" name="words" isRequired />
      {part?.asksOwner ? (
        <Select
          label="Who answers for it"
          name="owner"
          options={view.roles.map((role) => ({ value: role.id, label: role.title }))}
        />
      ) : null}
    </FormDialog>
  );
}
