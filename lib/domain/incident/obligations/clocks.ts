import type { z } from "zod";
import { startRules } from "../../authority/start-rollback.ts";
import { untilMet } from "../../clock/blocks.ts";
import { isOwed } from "../../clock/firing.ts";
import { writtenNotices } from "../../clock/holding-notices.ts";
import { wouldMeet } from "../../clock/meet.ts";
import { openCriteria } from "../../gate/holds.ts";
import { noticeAct } from "../../notice/under-way.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { Clock } from "../../protocol/parts/time.ts";
import { offeredPlans, planAsked } from "../../rollback/offered.ts";
import { runOfClock, whichRun } from "../../rollback/run.ts";
import type { Obligation, ObligationAct } from "../obligation.ts";
import type { ClockState, IncidentState } from "../state.ts";
import { isTimeForLastWord } from "./last-word.ts";
import { waysToMeet } from "./open-conditions.ts";

type PackClock = z.output<typeof Clock>;

/** One obligation for each running clock: what meets it is the act. */
export function clockObligations(state: IncidentState, pack: ProtocolPack): Obligation[] {
  return state.clocks.filter(isOwed).flatMap((clock) => {
    const described = pack.clocks[clock.clock];
    if (described?.metBy.is === "conditions") return openConditions(clock, described, state, pack);
    const act = described === undefined ? null : actFor(clock, described, state, pack);
    if (described === undefined || act === null) return [];
    const run = "run" in act ? runOfClock(state, clock) : null;
    return [
      {
        id: `clock:${clock.clock}#${clock.occurrence}`,
        title: run === null ? described.title : `${described.title}${whichRun(state, run)}`,
        why: whyOf(clock, described),
        rule: clock.rule,
        owner: act.kind === "file-report" ? { person: run?.startedBy ?? "" } : described.owner,
        dueAt: dueOf(clock),
        act,
      },
    ];
  });
}

function whyOf(clock: ClockState, described: PackClock): string {
  if (clock.paused !== null) return "Its clock stands still; it is owed all the same.";
  if (clock.status !== "breached") return described.reading ?? "The protocol's clock is running.";
  return `Past due: it is owed all the same. ${untilMet(described.blocks)}`.trim();
}

/** A clock that stands still has no deadline now. */
const dueOf = ({ paused, dueAt }: ClockState) => (paused === null ? dueAt : null);

function actFor(
  clock: ClockState,
  described: PackClock,
  state: IncidentState,
  pack: ProtocolPack,
): ObligationAct | null {
  const { metBy } = described;
  switch (metBy.is) {
    case "notice":
      return noticeAct(metBy.notices[0] ?? "", state, (sent) => wouldMeet(sent, clock, described));
    case "next-notice-to-same-audiences":
      return noticeAct(noticeFor(clock.audiences, state, pack), state, (sent) =>
        wouldMeet(sent, clock, described),
      );
    case "deliverable":
      return { kind: "hand-in-deliverable", deliverable: metBy.deliverable };
    // Its conditions are owed one by one, and a verification by the run.
    case "conditions":
    case "verification":
      return null;
    case "recorded":
      return recordedAct(metBy.event, clock, state, pack);
  }
}

/** Every condition of the clock that is still open, due when the clock is. */
const openConditions = (
  clock: ClockState,
  described: PackClock,
  state: IncidentState,
  pack: ProtocolPack,
): Obligation[] =>
  (described.metBy.is === "conditions" ? described.metBy.all : [])
    .flatMap((condition) => waysToMeet(condition, { state, pack, around: { otherCriticalIncidents: 0 } }))
    .map((way, index) => ({
      id: `clock:${clock.clock}#${clock.occurrence}/${index}`,
      title: way.title,
      why: `${described.title}. ${whyOf(clock, described)}`,
      rule: clock.rule,
      owner: described.owner,
      dueAt: dueOf(clock),
      act: way.act,
    }));

const planOf = (state: IncidentState, pack: ProtocolPack) =>
  planAsked(state, pack) ?? offeredPlans(pack, state.severity)[0] ?? "";

/** A scheduled start is owed step by step, with the dates of its own schedule. */
const isScheduled = (state: IncidentState, pack: ProtocolPack) =>
  startRules(state, pack)[0]?.mode === "consensus-scheduled";

/** While a plan's needs are open they are owed, by the time of the start, and the start is not: it would be refused. */
const isWaiting = (plan: string, state: IncidentState, pack: ProtocolPack) =>
  openCriteria(pack.plans[plan]?.needs ?? [], state, pack, { otherCriticalIncidents: 0 }).length > 0;

type Recorded = Extract<PackClock["metBy"], { is: "recorded" }>["event"];

function recordedAct(
  event: Recorded,
  clock: ClockState,
  state: IncidentState,
  pack: ProtocolPack,
): ObligationAct | null {
  const run = runOfClock(state, clock)?.run;
  switch (event) {
    case "RollbackRecommended":
      return { kind: "recommend" };
    case "RepinConfirmed":
      return { kind: "confirm-repin" };
    case "RollbackStarted":
      return isScheduled(state, pack) || isWaiting(planOf(state, pack), state, pack)
        ? null
        : { kind: "start-rollback", plan: planOf(state, pack) };
    case "ReportFiled":
      return run === undefined ? null : { kind: "file-report", run };
    case "RunRatified":
      return run === undefined ? null : { kind: "ratify", run };
    case "ApprovalAnswered":
      return run === undefined ? null : { kind: "answer-approval", run };
    case "TriggerConfirmed":
      return { kind: "confirm-trigger" };
    case "DiscussionConcluded":
      return { kind: "conclude-discussion" };
    case "RollbackModeDeclared":
      return { kind: "declare-mode" };
    case "RollbackScheduled":
      return { kind: "schedule-rollback", plan: planOf(state, pack) };
    case "Unfrozen":
      return { kind: "unfreeze" };
  }
}

/**
 * The follow-up notice whose audiences cover the promise: one that promises the next while the rollback goes on, one
 * that ends it when it is over.
 */
function noticeFor(audiences: string[], state: IncidentState, pack: ProtocolPack): string {
  const covering = writtenNotices(pack).filter(([, notice]) =>
    audiences.every((one) => notice.audiences.includes(one)),
  );
  const isOver = isTimeForLastWord(state, pack);
  const fitting = covering.filter(([, notice]) => notice.promisesNextUpdate !== isOver);
  const followUp = fitting.find(([name]) => name.includes("update")) ?? fitting.at(-1) ?? covering.at(-1);
  return followUp?.[0] ?? "";
}
