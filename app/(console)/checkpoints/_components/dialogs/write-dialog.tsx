"use client";

import { Select, TextArea } from "#components/ui/text-field.tsx";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { writeRecordAction } from "../../actions.ts";
import type { DialogProps } from "../asked.ts";
import { textIn } from "./text-in.ts";

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
