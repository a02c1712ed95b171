"use client";

import type { RoomAct } from "../room/room-context.ts";
import { DeliveriesDialog } from "./deliveries-dialog.tsx";
import { DeliverableDialog, EvidenceDialog } from "./evidence-dialog.tsx";
import { NoticeDialog } from "./notice-dialog.tsx";
import { isClockAct, OpenClock } from "./open-clock.tsx";
import { isCommandAct, OpenCommand } from "./open-command.tsx";
import { isModeAct, OpenMode } from "./open-mode.tsx";
import { OpenRun } from "./open-run.tsx";
import { isTimingAct, OpenTiming } from "./open-timing.tsx";
import { isTriageAct, OpenTriage } from "./open-triage.tsx";
import { RecommendDialog } from "./recommend-dialog.tsx";
import { AssignDialog, CloseDialog, CorrectDialog, ProposeDialog, RedactDialog } from "./room-dialogs.tsx";
import { RepinDialog } from "./run-dialogs.tsx";
import { StartDialog } from "./start-dialog.tsx";
import { StatusDialog } from "./status-dialog.tsx";

/** The dialog of an act; every act has one, or a page of its own. */
export function OpenDialog({ act, onClose }: { act: RoomAct; onClose: () => void }) {
  if (isCommandAct(act)) return <OpenCommand act={act} onClose={onClose} />;
  if (isClockAct(act)) return <OpenClock act={act} onClose={onClose} />;
  if (isTimingAct(act)) return <OpenTiming act={act} onClose={onClose} />;
  if (isModeAct(act)) return <OpenMode act={act} onClose={onClose} />;
  if (isTriageAct(act)) return <OpenTriage act={act} onClose={onClose} />;
  switch (act.kind) {
    case "send-notice":
      return <NoticeDialog notice={act.notice} onClose={onClose} />;
    case "show-deliveries":
      return <DeliveriesDialog notice={act.notice} onClose={onClose} />;
    case "recommend":
      return <RecommendDialog onClose={onClose} />;
    case "start-rollback":
      return <StartDialog plan={act.plan} onClose={onClose} />;
    case "answer-approval":
    case "file-report":
    case "ratify":
    case "rule-on-step":
    case "resume-run":
    case "steer-run":
      return <OpenRun act={act} onClose={onClose} />;
    case "confirm-repin":
      return <RepinDialog onClose={onClose} />;
    case "hand-in-evidence":
      return <EvidenceDialog requirement={act.requirement} onClose={onClose} />;
    case "hand-in-deliverable":
      return <DeliverableDialog deliverable={act.deliverable} onClose={onClose} />;
    case "propose-decision":
      return <ProposeDialog gate={act.gate} onClose={onClose} />;
    // A page of its own, and nothing to do but wait.
    case "answer-decision":
    case "await-receipt":
      return null;
    case "publish-status":
      return <StatusDialog asked={act.state} onClose={onClose} />;
    case "close":
      return <CloseDialog onClose={onClose} />;
    case "assign-role":
      return <AssignDialog {...(act.role === undefined ? {} : { role: act.role })} onClose={onClose} />;
    case "correct-entry":
      return <CorrectDialog seq={act.seq} onClose={onClose} />;
    case "redact-entry":
      return <RedactDialog seq={act.seq} onClose={onClose} />;
  }
}
