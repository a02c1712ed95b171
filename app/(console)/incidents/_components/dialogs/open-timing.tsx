"use client";

import type { RoomAct } from "../room/room-context.ts";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { ConcludeDiscussionDialog, ConfirmTriggerDialog, ConsensusDialog } from "./timing-dialogs.tsx";

const kinds = ["confirm-trigger", "conclude-discussion", "schedule-rollback", "answer-consensus"] as const;
type TimingAct = Extract<RoomAct, { kind: (typeof kinds)[number] }>;

export const isTimingAct = (act: RoomAct): act is TimingAct => kinds.some((kind) => kind === act.kind);

/** The dialogs of what a severity lets wait. */
export function OpenTiming({ act, onClose }: { act: TimingAct; onClose: () => void }) {
  switch (act.kind) {
    case "confirm-trigger":
      return <ConfirmTriggerDialog onClose={onClose} />;
    case "conclude-discussion":
      return <ConcludeDiscussionDialog onClose={onClose} />;
    case "schedule-rollback":
      return <ScheduleDialog plan={act.plan} onClose={onClose} />;
    case "answer-consensus":
      return <ConsensusDialog role={act.role} onClose={onClose} />;
  }
}
