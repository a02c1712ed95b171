"use client";

import { useState } from "react";
import { Select, TextArea } from "#components/ui/text-field.tsx";
import type { QuestionSubject } from "#lib/domain/incident/events/command.ts";
import { answerQuestionAction, askQuestionAction } from "../../command-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { entryWords } from "../view/spoken.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";
import { WordsDialog } from "./words-dialog.tsx";

type Closable = { onClose: () => void };

/** Roles that somebody here holds, and everybody here but oneself. */
function useAddressees() {
  const { state, names, viewer } = useRoom();
  const roles = [...new Set(state.participants.flatMap((one) => one.roles))];
  const people = state.participants.filter(({ person }) => person !== viewer.person);
  return [
    ...roles.map((role) => ({ value: `role:${role}`, label: names.role(role) })),
    ...people.map(({ person }) => ({ value: `person:${person}`, label: names.person(person) })),
  ];
}

const addresseeOf = (value: string) => {
  const [kind, ...rest] = value.split(":");
  return kind === "role" ? { role: rest.join(":") } : { person: rest.join(":") };
};

export function AskDialog({ about, onClose }: Closable & { about: QuestionSubject }) {
  const { view } = useRoom();
  const [to, setTo] = useState(`role:${view.pack.commander}`);
  const [words, setWords] = useState("");
  const { send, told } = useRoomAction(askQuestionAction, "The question is put");
  return (
    <ActDialog
      title="Ask before you answer"
      description="It stands among what they owe now. You are told here as soon as it is answered; nothing waits meanwhile but your own answer."
      onClose={onClose}
      onSubmit={() => send({ about, to: addresseeOf(to), words })}
      told={told}
      submitLabel="Ask"
    >
      <Select
        label="Whom do you ask?"
        options={useAddressees()}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <TextArea
        label="What do you need to know?"
        isRequired
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </ActDialog>
  );
}

export function AnswerQuestionDialog({ question, onClose }: Closable & { question: string }) {
  const { state, log, names } = useRoom();
  const asked = state.questions.find((one) => one.question === question);
  return (
    <WordsDialog
      title={`${names.person(asked?.by ?? "")} asks`}
      description={asked === undefined ? undefined : entryWords(asked.seq, log.entries)}
      label="Your answer"
      submitLabel="Answer"
      said="Answered"
      action={answerQuestionAction}
      input={(answer) => ({ question, answer })}
      onClose={onClose}
    />
  );
}
