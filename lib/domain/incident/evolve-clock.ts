import { ranOver } from "../clock/due.ts";
import type { LoggedEvent } from "./events/index.ts";
import type { ClockState, IncidentState } from "./state.ts";

export const clockTypes = [
  "ClockStarted",
  "ClockAtRisk",
  "ClockMet",
  "ClockBreached",
  "ClockReleased",
  "ClockReminded",
  "ReminderTold",
  "ClockPaused",
  "ClockResumed",
  "ClockMoved",
  "HoldingWithheld",
  "BreachExplained",
  "Escalated",
  "EscalationTold",
] as const;
type ClockEvent = LoggedEvent<(typeof clockTypes)[number]>;

export function evolveClock(state: IncidentState, event: ClockEvent): IncidentState {
  if (event.type === "ClockStarted") return { ...state, clocks: [...state.clocks, startedClock(event)] };
  if (event.type === "EscalationTold" || event.type === "ReminderTold") return state;
  return withClock(state, event.facts, (clock) => changedClock(clock, event));
}

/** The clocks with one of them changed; all of them as they were where there is no such one. */
export function withClock(
  state: IncidentState,
  address: { clock: string; occurrence: number },
  change: (clock: ClockState) => ClockState,
): IncidentState {
  const clocks = state.clocks.map((clock) =>
    clock.clock === address.clock && clock.occurrence === address.occurrence ? change(clock) : clock,
  );
  return { ...state, clocks };
}

const startedClock = ({ facts, seq }: LoggedEvent<"ClockStarted">): ClockState => ({
  ...facts,
  startSeq: seq,
  audiences: facts.audiences ?? [],
  status: "running",
  metAt: null,
  metBySeq: null,
  breachedAt: null,
  releasedAt: null,
  escalatedTo: [],
  rungs: [],
  paused: null,
  moves: [],
  reminders: [],
  remindedTo: null,
  holding: null,
  explained: null,
});

type Changing = Exclude<ClockEvent, { type: "ClockStarted" | "EscalationTold" | "ReminderTold" }>;

function changedClock(clock: ClockState, event: Changing): ClockState {
  const act = { by: event.actor.id, at: event.occurredAt, seq: event.seq };
  switch (event.type) {
    case "ClockAtRisk":
      return clock.status === "running" ? { ...clock, status: "at-risk" } : clock;
    case "ClockMet":
      return metClock(clock, event);
    case "ClockBreached":
      return { ...clock, status: "breached", breachedAt: event.recordedAt };
    case "ClockReleased":
      return releasedClock(clock, event.occurredAt);
    case "ClockReminded": {
      const { minutesBefore, persons } = event.facts;
      const reminder = { minutesBefore, persons, at: event.occurredAt, seq: event.seq };
      return { ...clock, reminders: [...clock.reminders, reminder], remindedTo: minutesBefore };
    }
    case "ClockPaused":
      return { ...clock, paused: act };
    case "ClockResumed":
      return { ...clock, paused: null };
    case "ClockMoved":
      return movedClock(clock, event);
    case "HoldingWithheld": {
      const { notice, because } = event.facts;
      return { ...clock, holding: { notice, because, at: event.occurredAt, seq: event.seq } };
    }
    case "BreachExplained":
      return { ...clock, explained: act };
    case "Escalated": {
      const role = event.facts.toRole;
      const rung = { role, at: event.occurredAt, seq: event.seq };
      return { ...clock, escalatedTo: [...clock.escalatedTo, role], rungs: [...clock.rungs, rung] };
    }
  }
}

/** Late is late by the clock's own instant: a worker that slept past it makes nothing punctual. */
function metClock(before: ClockState, event: LoggedEvent<"ClockMet">): ClockState {
  const clock = before.paused === null ? before : ranOver(before, event);
  const met = { ...clock, metAt: event.occurredAt, metBySeq: event.facts.bySeq };
  if (clock.status === "breached") return met;
  return event.occurredAt > clock.dueAt
    ? { ...met, status: "breached", breachedAt: clock.dueAt }
    : { ...met, status: "met" };
}

/** A breached clock stays breached in the record: its release only ends what is owed. */
const releasedClock = (clock: ClockState, releasedAt: string): ClockState => ({
  ...clock,
  releasedAt,
  paused: null,
  status: clock.status === "breached" ? "breached" : "released",
});

/** A pause leaves what was told as it was; another severity is another deadline, and is told anew. */
function movedClock(clock: ClockState, { facts, occurredAt, seq }: LoggedEvent<"ClockMoved">): ClockState {
  const { from, to, atRiskAt, because } = facts;
  const moves = [...clock.moves, { from, to, because, at: occurredAt, seq }];
  const moved = { ...clock, dueAt: to, atRiskAt, moves };
  if (because === "paused") return moved;
  const isSafe = clock.status === "at-risk" && atRiskAt > occurredAt;
  return { ...moved, remindedTo: null, status: isSafe ? "running" : clock.status };
}
