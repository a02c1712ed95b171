"use client";

import { type ChangeEvent, type FormEvent, useState } from "react";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";
import { Refused } from "../../_components/refused.tsx";
import { useChange } from "../../_components/use-change.ts";
import { uploadDraftAction } from "../actions.ts";

const kibibytes = (bytes: number) => `${Math.ceil(bytes / 1024)} KiB`;

/** Reads a file that was chosen into the text; one that is too large is told and left alone. */
function useChosenFile(mostBytes: number, onText: (text: string) => void) {
  const [tooLarge, setTooLarge] = useState<string | undefined>();
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (file === undefined) return;
    const isTooLarge = file.size > mostBytes;
    setTooLarge(
      isTooLarge
        ? `The file has ${kibibytes(file.size)}; expected at most ${kibibytes(mostBytes)}.`
        : undefined,
    );
    if (!isTooLarge) onText(await file.text());
  };
  return { take, tooLarge };
}

/** A pack from a file, or typed: what is read stands in the field, so that a slip is mended where it is told. */
export function UploadForm({ mostBytes }: { mostBytes: number }) {
  const [text, setText] = useState("");
  const { take, tooLarge } = useChosenFile(mostBytes, setText);
  const { send, told } = useChange(uploadDraftAction);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await send({ text }, "The draft is kept. Nobody follows it yet.", ({ id }) => `/protocols/drafts/${id}`);
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <TextField
        label="File"
        type="file"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        hint={`JSON or YAML, at most ${kibibytes(mostBytes)}.`}
        error={tooLarge}
        onChange={(event) => void take(event)}
        isRequired={false}
      />
      <TextArea
        label="The pack"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rows={18}
        spellCheck={false}
        className="figures min-h-96 text-xs!"
        isRequired
      />
      <Refused refusal={told.refusal} error={told.error} labels={{}} />
      <div className="flex gap-2">
        <Button type="submit" variant="go" isPending={told.pending} pendingLabel="Checking…">
          Check it and keep it as a draft
        </Button>
        <ButtonLink href="/protocols">Cancel</ButtonLink>
      </div>
    </form>
  );
}
