"use client";

import { Select, TextArea } from "#components/ui/text-field.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { answerBackAction, askBackAction } from "../../actions.ts";
import type { DialogProps } from "../asked.ts";
import { textIn } from "./text-in.ts";

/** A question to another side, before one signs. */
export function AskBackDialog({ view, question: id, onClose }: DialogProps & { question: string }) {
  const { send, told } = useChange(askBackAction);
  const question = view.questions.find((one) => one.id === id);
  const others = (question?.sides ?? []).filter(({ party }) => party !== view.viewer.signsFor?.party);
  const ask = async (form: FormData) => {
    const input = {
      reference: view.reference,
      question: id,
      to: textIn(form, "to"),
      words: textIn(form, "words"),
    };
    if ((await send(input, "The question is put")) !== null) onClose();
  };
  return (
    <FormDialog
      title="Ask before you sign"
      description={`${question?.title ?? ""} It stands in the log for good, and among what they owe now. It holds up no signature.`}
      submitLabel="Ask"
      told={told}
      onSubmit={(form) => void ask(form)}
      onClose={onClose}
    >
      <Select
        label="Whom do you ask?"
        name="to"
        options={others.map(({ party, title, of }) => ({ value: party, label: `${title}, ${of}` }))}
      />
      <TextArea label="What do you need to know?" name="words" isRequired />
    </FormDialog>
  );
}

export function AnswerBackDialog({ view, asked: seq, onClose }: DialogProps & { asked: number }) {
  const { send, told } = useChange(answerBackAction);
  const asked = view.questions.flatMap((question) => question.asked).find((one) => one.seq === seq);
  const answer = async (form: FormData) => {
    const input = { reference: view.reference, asked: seq, words: textIn(form, "words") };
    if ((await send(input, "Answered")) !== null) onClose();
  };
  return (
    <FormDialog
      title={`${asked?.by ?? "Somebody"} asks`}
      description={visibleWords(asked?.words ?? "The words were redacted.")}
      submitLabel="Answer"
      told={told}
      onSubmit={(form) => void answer(form)}
      onClose={onClose}
    >
      <TextArea label="Your answer" name="words" isRequired />
    </FormDialog>
  );
}
