import { holds, type Surroundings } from "../gate/holds.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { ClockState, IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { RecordedAct } from "../protocol/parts/time.ts";
import { latestRun } from "../rollback/run.ts";
import { isOwed } from "./firing.ts";

/** Meets every unmet clock whose real thing has now happened, late or not (MKC-3). */
export function meetClocks(
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): NewEvent[] {
  return state.clocks
    .filter((clock) => isOwed(clock) && isMet(clock, state, pack, around))
    .map(({ clock, occurrence }) => ({
      type: "ClockMet",
      facts: { clock, occurrence, bySeq: event.seq },
      text: {},
    }));
}

/** Whether the real thing that a clock waits for has happened. */
export function isMet(
  clock: Pick<ClockState, "clock" | "startedAt" | "startSeq" | "audiences">,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): boolean {
  const metBy = pack.clocks[clock.clock]?.metBy;
  if (metBy === undefined) return false;
  switch (metBy.is) {
    case "notice":
      return state.notices.some(
        (notice) =>
          metBy.notices.includes(notice.template) &&
          notice.acceptedAt !== null &&
          notice.sentAt >= clock.startedAt,
      );
    case "next-notice-to-same-audiences":
      return state.notices.some(
        (notice) =>
          notice.seq > clock.startSeq &&
          notice.acceptedAt !== null &&
          clock.audiences.every((audience) => notice.audiences.includes(audience)),
      );
    case "recorded":
      return isRecorded(metBy.event, state);
    case "deliverable":
      return state.deliverables[metBy.deliverable] !== undefined;
    case "verification":
      return latestRun(state)?.verifiedAt !== null && latestRun(state) !== null;
    case "conditions":
      return metBy.all.every((condition) => holds(condition, state, pack, around));
  }
}

function isRecorded(event: RecordedAct, state: IncidentState): boolean {
  const run = latestRun(state);
  switch (event) {
    case "RollbackRecommended":
      return state.recommendation !== null;
    case "RepinConfirmed":
      return state.repin !== null;
    case "ReportFiled":
      return run?.report != null && run.report.by !== null;
    case "RollbackStarted":
      return run !== null;
    case "RunRatified":
      return run?.ratification != null && run.ratification.by !== null;
    case "ApprovalAnswered":
      return run?.approval != null && run.approval.answer !== "owed";
    case "TriggerConfirmed":
      return state.confirmed !== null;
    case "DiscussionConcluded":
      return state.discussed !== null;
    case "RollbackModeDeclared":
      return state.mode !== null;
    case "RollbackScheduled":
      return state.schedule !== null;
    case "Unfrozen":
      return state.unfrozen !== null;
  }
}
