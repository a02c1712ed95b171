"use client";

import { useState } from "react";
import { serverNow } from "#components/ui/server-clock.ts";
import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { addTaskAction, finishTaskAction, reassignTaskAction } from "../../command-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { entryWords } from "../view/spoken.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";
import { WordsDialog } from "./words-dialog.tsx";

type Closable = { onClose: () => void };
type ForTask = Closable & { task: string };

const dues = [
  { value: "", label: "No due time" },
  { value: "15", label: "In 15 minutes" },
  { value: "30", label: "In 30 minutes" },
  { value: "60", label: "In an hour" },
  { value: "240", label: "In four hours" },
  { value: "1440", label: "In a day" },
];

function usePeopleHere() {
  const { state, names } = useRoom();
  return state.participants
    .map(({ person, roles }) => ({
      value: person,
      label:
        roles.length === 0
          ? names.person(person)
          : `${names.person(person)} (${roles.map(names.role).join(", ")})`,
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

export function AddTaskDialog({ onClose }: Closable) {
  const [title, setTitle] = useState("");
  const [owner, setOwner] = useState("");
  const [due, setDue] = useState("");
  const { send, told } = useRoomAction(addTaskAction, "The task is given");
  const submit = () => {
    const now = new Date(serverNow()).toISOString();
    return send({ title, owner, dueAt: due === "" ? null : minutesAfter(now, Number(due), 1) });
  };
  return (
    <ActDialog
      title="Give somebody a task"
      description="It stands among what they owe until they record what came of it; until then the incident stays open."
      onClose={onClose}
      onSubmit={submit}
      told={told}
      submitLabel="Give the task"
      canSubmit={owner !== ""}
    >
      <TextField
        label="What is to be done?"
        isRequired
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Select
        label="By whom"
        placeholder="Choose a person"
        options={usePeopleHere()}
        value={owner}
        onChange={(event) => setOwner(event.target.value)}
      />
      <Select label="Due" options={dues} value={due} onChange={(event) => setDue(event.target.value)} />
    </ActDialog>
  );
}

function useTask(id: string) {
  const { state, log } = useRoom();
  const task = state.tasks.find((one) => one.task === id);
  return { task, title: task === undefined ? "A task" : entryWords(task.seq, log.entries) };
}

export function FinishTaskDialog({ task, onClose }: ForTask) {
  const { title } = useTask(task);
  return (
    <WordsDialog
      title={title}
      description="It ends with what you record here."
      label="What came of it?"
      submitLabel="Record it as done"
      said="Done"
      action={finishTaskAction}
      input={(outcome) => ({ task, outcome })}
      onClose={onClose}
    />
  );
}

export function ReassignTaskDialog({ task: id, onClose }: ForTask) {
  const { task, title } = useTask(id);
  const [owner, setOwner] = useState("");
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(reassignTaskAction, "The task has another owner");
  return (
    <ActDialog
      title={`Give to somebody else: ${title}`}
      onClose={onClose}
      onSubmit={() => send({ task: id, owner, reason })}
      told={told}
      submitLabel="Give the task"
      canSubmit={owner !== ""}
    >
      <Select
        label="By whom"
        placeholder="Choose a person"
        options={usePeopleHere().filter(({ value }) => value !== task?.owner)}
        value={owner}
        onChange={(event) => setOwner(event.target.value)}
      />
      <TextArea
        label="Why?"
        isRequired={false}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  );
}
