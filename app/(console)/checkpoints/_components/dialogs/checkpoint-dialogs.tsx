"use client";

import type { Asked, DialogProps } from "../asked.ts";
import { AnswerDialog } from "./answer-dialog.tsx";
import { AnswerBackDialog, AskBackDialog } from "./asking-dialogs.tsx";
import { AttestDialog } from "./attest-dialog.tsx";
import { AbortDialog, CloseDialog, ObserveDialog } from "./ending-dialogs.tsx";
import { ReportDialog } from "./report-dialog.tsx";
import { WriteDialog } from "./write-dialog.tsx";

/** The dialog for what was asked. */
export function CheckpointDialogs({ view, asked, onClose }: DialogProps & { asked: Asked }) {
  const given = { view, onClose };
  switch (asked.kind) {
    case "report":
      return <ReportDialog {...given} criterion={asked.criterion} />;
    case "attest":
      return <AttestDialog {...given} criterion={asked.criterion} />;
    case "write":
      return <WriteDialog {...given} part={asked.part} />;
    case "answer":
      return <AnswerDialog {...given} question={asked.question} />;
    case "ask-back":
      return <AskBackDialog {...given} question={asked.question} />;
    case "answer-back":
      return <AnswerBackDialog {...given} asked={asked.asked} />;
    case "abort":
      return <AbortDialog {...given} />;
    case "observe":
      return <ObserveDialog {...given} />;
    case "close":
      return <CloseDialog {...given} />;
  }
}
