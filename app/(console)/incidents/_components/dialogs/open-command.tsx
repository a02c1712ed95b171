"use client";

import type { RoomAct } from "../room/room-context.ts";
import { CancelDialog, LinkDialog, ReopenDialog } from "./ending-dialogs.tsx";
import { BridgeDialog, HandOverDialog } from "./handover-dialogs.tsx";
import { AnswerQuestionDialog, AskDialog } from "./question-dialogs.tsx";
import { SeverityDialog } from "./severity-dialog.tsx";
import { AddTaskDialog, FinishTaskDialog, ReassignTaskDialog } from "./task-dialogs.tsx";

const kinds = [
  "change-severity",
  "cancel-incident",
  "reopen-incident",
  "link-incident",
  "link-bridge",
  "hand-over",
  "add-task",
  "finish-task",
  "reassign-task",
  "ask-question",
  "answer-question",
] as const;
type CommandAct = Extract<RoomAct, { kind: (typeof kinds)[number] }>;

export const isCommandAct = (act: RoomAct): act is CommandAct => kinds.some((kind) => kind === act.kind);

/** The dialogs of what every commander does. */
export function OpenCommand({ act, onClose }: { act: CommandAct; onClose: () => void }) {
  switch (act.kind) {
    case "change-severity":
      return <SeverityDialog onClose={onClose} />;
    case "cancel-incident":
      return <CancelDialog onClose={onClose} />;
    case "reopen-incident":
      return <ReopenDialog onClose={onClose} />;
    case "link-incident":
      return <LinkDialog onClose={onClose} />;
    case "link-bridge":
      return <BridgeDialog onClose={onClose} />;
    case "hand-over":
      return <HandOverDialog role={act.role} onClose={onClose} />;
    case "add-task":
      return <AddTaskDialog onClose={onClose} />;
    case "finish-task":
      return <FinishTaskDialog task={act.task} onClose={onClose} />;
    case "reassign-task":
      return <ReassignTaskDialog task={act.task} onClose={onClose} />;
    case "ask-question":
      return <AskDialog about={act.about} onClose={onClose} />;
    case "answer-question":
      return <AnswerQuestionDialog question={act.question} onClose={onClose} />;
  }
}
