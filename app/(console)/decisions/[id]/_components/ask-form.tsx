"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Select, TextArea } from "#components/ui/text-field.tsx";
import type { DecisionView } from "#lib/queries/decision.ts";
import { useAction } from "../../../../_action/use-action.ts";
import { Refused } from "../../../_components/refused.tsx";
import { askBackAction } from "../actions.ts";

type Asking = { decision: Pick<DecisionView, "reference" | "packet" | "addressees"> };

/** Puts a question to a role before one signs; the page brings the answer by itself. */
export function AskForm({ decision: { reference, packet, addressees } }: Asking) {
  const [chosen, setChosen] = useState("0");
  const [words, setWords] = useState("");
  const { run, pending, refusal, error } = useAction(askBackAction);
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    const to = addressees[Number(chosen)]?.to;
    const result = await run({ reference, about: { decision: packet.decision }, to, words });
    if (result.ok) setWords("");
  };
  return (
    <details>
      <summary className="link cursor-pointer text-s">Ask before you sign</summary>
      <form onSubmit={ask} className="mt-3 grid justify-items-start gap-3">
        <Select
          label="Whom do you ask?"
          options={addressees.map(({ title }, index) => ({ value: String(index), label: title }))}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        />
        <TextArea
          label="What do you need to know?"
          isRequired
          fieldClassName="w-full"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Refused refusal={refusal} error={error} />
        <Button type="submit" isPending={pending} pendingLabel="Asking">
          Ask
        </Button>
      </form>
    </details>
  );
}
