"use client";

import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

export type NoteComposerProps = {
  /** The draft is kept in this browser under this name, so that a reload or a lost connection does not lose it. */
  draftKey: string;
  /** Gives a sentence where the note was refused; the draft then stays. */
  onSend: (text: string) => Promise<string | null>;
  label?: string | undefined;
  /** What is longer is refused whole and stays in the field: nothing of a paste is cut off. */
  maxLength?: number | undefined;
  /** Choices about the note; in sight while one is being written. */
  options?: ReactNode | undefined;
};

function readDraft(key: string): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keepDraft(key: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // A browser that keeps nothing still lets people write.
  }
}

/** `kept` is what a reload brings back; what is being sent stays kept until it is in the log. */
function useDraft(draftKey: string) {
  const key = `holdpoint.draft.${draftKey}`;
  const [text, setText] = useState("");
  useEffect(() => setText(readDraft(key)), [key]);
  return {
    text,
    write: (next: string) => {
      setText(next);
      keepDraft(key, next);
    },
    lift: () => setText(""),
    settle: () =>
      setText((present) => {
        keepDraft(key, present);
        return present;
      }),
    putBack: (sent: string) =>
      setText((present) => {
        const next = present === "" ? sent : `${sent}\n${present}`;
        keepDraft(key, next);
        return next;
      }),
  };
}

function useSending({ draftKey, onSend, maxLength = 4000 }: NoteComposerProps) {
  const draft = useDraft(draftKey);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    const sent = draft.text.trim();
    if (sent === "" || isSending) return;
    if (sent.length > maxLength) {
      setRefusal(
        `It is ${sent.length} characters long, and an entry holds ${maxLength}: record it in parts, or hand it in as evidence.`,
      );
      return;
    }
    setIsSending(true);
    draft.lift();
    const answer = await onSend(sent).catch(
      () => "It was not recorded: the server did not answer. Send it again.",
    );
    setIsSending(false);
    setRefusal(answer);
    if (answer === null) draft.settle();
    else draft.putBack(sent);
  };
  return { text: draft.text, write: draft.write, refusal, isSending, send };
}

function sendOrLeave(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
  if (event.key === "Escape") event.currentTarget.blur();
}

/** Writes a note into the log. Ctrl or Cmd with Enter sends. */
export function NoteComposer(props: NoteComposerProps) {
  const { label = "What did you see, decide or run?" } = props;
  const { text, write, refusal, isSending, send } = useSending(props);
  const id = useId();
  return (
    <form onSubmit={send} className="rounded-m border border-edge bg-plate focus-within:border-accent">
      <div className="flex items-end gap-2 p-1.5 pl-3">
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <textarea
          id={id}
          rows={1}
          value={text}
          placeholder={label}
          aria-invalid={refusal ? true : undefined}
          aria-describedby={refusal ? `${id}-error` : undefined}
          onChange={(event) => write(event.target.value)}
          onKeyDown={sendOrLeave}
          className="field-sizing-content max-h-60 min-h-8 w-full resize-none bg-transparent py-1.5 outline-none placeholder:text-faint"
        />
        {text === "" ? <Kbd className="mb-1.5 text-faint">N</Kbd> : null}
        <Button
          type="submit"
          variant={text.trim() === "" ? "quiet" : "go"}
          isPending={isSending}
          pendingLabel="Recording"
        >
          Record
        </Button>
      </div>
      {props.options && text !== "" ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-3 py-1.5">
          {props.options}
        </div>
      ) : null}
      {refusal ? (
        <div className="px-3 pb-2">
          <FieldError id={`${id}-error`}>{refusal}</FieldError>
        </div>
      ) : null}
    </form>
  );
}
