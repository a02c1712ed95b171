import { holds, type Surroundings } from "../gate/holds.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { ClockState, IncidentState, NoticeState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { RecordedAct } from "../protocol/parts/time.ts";
import { latestRun, runOfClock } from "../rollback/run.ts";
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

type Running = Pick<ClockState, "clock" | "startedAt" | "startSeq" | "audiences">;
type PackClock = Pick<ProtocolPack["clocks"][string], "metBy" | "repeats">;

/** Whether the real thing that a clock waits for has happened. */
export function isMet(
  clock: Running,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): boolean {
  const described = pack.clocks[clock.clock];
  if (described === undefined) return false;
  const { metBy } = described;
  switch (metBy.is) {
    case "notice":
    case "next-notice-to-same-audiences":
      return state.notices.some((one) => one.acceptedAt !== null && wouldMeet(one, clock, described));
    case "recorded":
      return isRecorded(metBy.event, state, clock);
    case "deliverable":
      return state.deliverables[metBy.deliverable] !== undefined;
    case "verification":
      return latestRun(state)?.verifiedAt !== null && latestRun(state) !== null;
    case "conditions":
      return metBy.all.every((condition) => holds(condition, state, pack, around));
  }
}

/**
 * Whether a notice is one that meets the clock once it is accepted. What the console sent by itself never is; and a
 * word that has met one interval of a cadence does not meet the next.
 */
export function wouldMeet(sent: NoticeState, clock: Running, { metBy, repeats }: PackClock): boolean {
  if (sent.isHolding) return false;
  if (metBy.is === "notice")
    return (
      metBy.notices.includes(sent.template) &&
      sent.sentAt >= clock.startedAt &&
      (repeats === undefined || sent.seq > clock.startSeq)
    );
  return (
    metBy.is === "next-notice-to-same-audiences" &&
    sent.seq > clock.startSeq &&
    clock.audiences.every((audience) => sent.audiences.includes(audience))
  );
}

function isRecorded(event: RecordedAct, state: IncidentState, clock: Running): boolean {
  const run = runOfClock(state, clock);
  switch (event) {
    case "RollbackRecommended":
      return state.recommendation !== null;
    case "RepinConfirmed":
      return state.repin !== null;
    case "ReportFiled":
      return run?.report != null && run.report.by !== null;
    case "RollbackStarted":
      return state.runs.length > 0;
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
