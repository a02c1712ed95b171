"use client";

import type { RoomAct } from "../room/room-context.ts";
import { RulingDialog } from "./ruling-dialog.tsx";
import { ApprovalDialog, RatifyDialog, ReportDialog, SteerDialog } from "./run-dialogs.tsx";

export type RunAct = Extract<RoomAct, { run: string }>;

/** The dialogs of a run that was started. */
export function OpenRun({ act, onClose }: { act: RunAct; onClose: () => void }) {
  switch (act.kind) {
    case "answer-approval":
      return <ApprovalDialog run={act.run} onClose={onClose} />;
    case "file-report":
      return <ReportDialog run={act.run} onClose={onClose} />;
    case "ratify":
      return <RatifyDialog run={act.run} onClose={onClose} />;
    case "rule-on-step":
      return <RulingDialog run={act.run} step={act.step} attempt={act.attempt} onClose={onClose} />;
    case "resume-run":
    case "steer-run":
      return <SteerDialog run={act.run} onClose={onClose} />;
  }
}
