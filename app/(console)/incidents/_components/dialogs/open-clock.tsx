"use client";

import type { RoomAct } from "../room/room-context.ts";
import { ExplainDialog, PauseDialog, ResumeDialog } from "./clock-acts.tsx";
import { ClockDialog } from "./clock-dialog.tsx";

const kinds = ["show-clock", "pause-clock", "resume-clock", "explain-breach"] as const;
type ClockAct = Extract<RoomAct, { kind: (typeof kinds)[number] }>;

export const isClockAct = (act: RoomAct): act is ClockAct => kinds.some((kind) => kind === act.kind);

/** A clock with all that is known of it, and what may be done about it. */
export function OpenClock({ act, onClose }: { act: ClockAct; onClose: () => void }) {
  const address = { clock: act.clock, occurrence: act.occurrence };
  switch (act.kind) {
    case "show-clock":
      return <ClockDialog address={address} onClose={onClose} />;
    case "pause-clock":
      return <PauseDialog address={address} onClose={onClose} />;
    case "resume-clock":
      return <ResumeDialog address={address} onClose={onClose} />;
    case "explain-breach":
      return <ExplainDialog address={address} onClose={onClose} />;
  }
}
