import { holds, type Surroundings } from "../gate/holds.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { ClockState, IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { ClockStart } from "../protocol/parts/time.ts";
import { latestRun } from "../rollback/run.ts";
import { isPastDue, stoodMs } from "./due.ts";
import { isOwed, minutesAfter, minutesBefore } from "./firing.ts";
import { isMet } from "./meet.ts";
import { releaseOf } from "./release.ts";
import { breachOf, dueMinutes, type Start, startedClock } from "./start.ts";

/** The clocks that follow a severity up or down. */
export const severityClocks = (
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
  around: Surroundings,
): NewEvent[] =>
  event.type === "SeverityChanged" ? clocksFor(event.facts.from, state, pack, now, around) : [];

/**
 * What applies at the new severity alone starts from its own start, as if it had been so from then on; what applied
 * at the old one alone is released; what has another deadline at the new one is moved. A breach is never released:
 * what is past due was owed and stays owed.
 */
export function clocksFor(
  from: string,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
  around: Surroundings,
): NewEvent[] {
  const before = { ...state, severity: from };
  const applies = (name: string, at: IncidentState) =>
    pack.clocks[name]?.when.every((condition) => holds(condition, at, pack, around)) ?? false;
  const inTime = state.clocks.filter((clock) => isOwed(clock) && clock.status !== "breached");
  const moving = inTime
    .filter(({ clock }) => applies(clock, before) && applies(clock, state))
    .flatMap((clock) => movedTo(from, clock, state, pack, now));
  const ending = inTime
    .filter(({ clock }) => applies(clock, before) && !applies(clock, state))
    .map((clock) => endOf(clock, now));
  const starting = Object.entries(pack.clocks)
    .filter(([name]) => applies(name, state) && !applies(name, before))
    .flatMap(([name, clock]) => {
      const start = startOf(clock.startsAt, state);
      return start === null || isSettled(name, start, state, pack, around)
        ? []
        : startedClock(name, clock, start, state, now, false);
    });
  return [...ending, ...moving, ...starting];
}

/** A deadline that is another one at the new severity, counted from the clock's own start; a missed one stays missed. */
function movedTo(
  from: string,
  clock: ClockState,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
): NewEvent[] {
  const described = pack.clocks[clock.clock];
  const minutes = described === undefined ? undefined : dueMinutes(described, state.severity);
  if (described === undefined || minutes === undefined || minutes === dueMinutes(described, from)) return [];
  const { clock: name, occurrence, startedAt, dueAt } = clock;
  // A cadence that is under way keeps its step.
  if (described.repeats !== undefined && occurrence > 1) return [];
  const asked = minutesAfter(startedAt, minutes, state.clockFactor);
  const to = new Date(Date.parse(asked) + stoodMs(clock)).toISOString();
  const atRiskAt = minutesBefore({ startedAt, dueAt: to }, described.atRiskMinutes, state.clockFactor);
  const facts = { clock: name, occurrence, from: dueAt, to, atRiskAt, because: "severity-changed" as const };
  const moved: NewEvent = { type: "ClockMoved", facts, text: {} };
  return isPastDue({ ...clock, dueAt: to }, now) ? [moved, breachOf(name, occurrence, to, false)] : [moved];
}

/** Past due with nobody awake to say so is breached all the same. */
const endOf = (clock: ClockState, now: string): NewEvent =>
  isPastDue(clock, now)
    ? breachOf(clock.clock, clock.occurrence, clock.dueAt, false)
    : releaseOf(clock, "severity-changed");

/** It ran from that start already, or what it waits for has happened. */
function isSettled(
  name: string,
  start: Start,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): boolean {
  const ran = state.clocks.some(
    (one) => one.clock === name && one.startedAt === start.at && one.releasedAt === null,
  );
  const draft = {
    clock: name,
    startedAt: start.at,
    startSeq: start.seq ?? 0,
    audiences: start.audiences ?? [],
  };
  return ran || isMet(draft, state, pack, around);
}

const at = (instant: string | null | undefined): Start | null =>
  instant == null ? null : { on: "", at: instant };

/** When a clock's start happened, as the state remembers it; null where it has not. */
function startOf(start: ClockStart, state: IncidentState): Start | null {
  const run = latestRun(state);
  switch (start) {
    case "TriggerIdentified":
      return at(state.identifiedAt);
    case "IncidentDeclared":
      return at(state.declaredAt);
    case "TriggerConfirmed":
      return at(state.confirmed?.at);
    case "DiscussionConcluded":
      return at(state.discussed?.at);
    case "RollbackModeDeclared":
      return at(state.mode?.at);
    case "RollbackScheduled":
      return at(state.schedule?.at);
    case "RollbackStarted":
      return at(run?.startedAt);
    case "RollbackExecuted":
      return at(run?.executedAt);
    case "RollbackVerified":
      return at(run?.verifiedAt);
    // An approval is asked for in the same moment as the run starts.
    case "ApprovalRequested":
      return run?.approval == null ? null : at(run.startedAt);
    case "NextUpdatePromised":
      return lastPromise(state);
  }
}

function lastPromise(state: IncidentState): Start | null {
  const notice = state.notices.findLast(({ nextUpdateAt }) => nextUpdateAt !== null);
  if (notice?.nextUpdateAt == null) return null;
  const { sentAt, seq, audiences, nextUpdateAt } = notice;
  return { on: "", at: sentAt, seq, audiences, dueAt: nextUpdateAt };
}
