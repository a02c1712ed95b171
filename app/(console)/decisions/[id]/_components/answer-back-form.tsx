"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { useAction } from "../../../../_action/use-action.ts";
import { Refused } from "../../../_components/refused.tsx";
import { answerBackAction } from "../actions.ts";

/** Answers a question where it stands, beside the packet that it is about. */
export function AnswerBackForm({ reference, question }: { reference: string; question: string }) {
  const [answer, setAnswer] = useState("");
  const { run, pending, refusal, error } = useAction(answerBackAction);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    await run({ reference, question, answer });
  };
  return (
    <form onSubmit={send} className="mt-2 grid justify-items-start gap-2">
      <TextArea
        label="Your answer"
        isRequired
        fieldClassName="w-full"
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <Refused refusal={refusal} error={error} />
      <Button type="submit" size="s" isPending={pending} pendingLabel="Answering">
        Answer
      </Button>
    </form>
  );
}
