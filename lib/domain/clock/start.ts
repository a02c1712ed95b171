import type { z } from "zod";
import type { Surroundings } from "../gate/holds.ts";
import { holds } from "../gate/holds.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { IncidentState } from "../incident/state.ts";
import type { Condition } from "../protocol/condition.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { Clock, ClockStart } from "../protocol/parts/time.ts";
import { isOwed, minutesAfter, minutesBefore } from "./firing.ts";

type PackClock = z.output<typeof Clock>;

const starts: ReadonlySet<string> = new Set<ClockStart>([
  "TriggerConfirmed",
  "DiscussionConcluded",
  "RollbackModeDeclared",
  "RollbackScheduled",
  "RollbackStarted",
  "RollbackExecuted",
  "RollbackVerified",
  "ApprovalRequested",
]);

export type Start = { on: string; at: string; seq?: number; dueAt?: string; audiences?: string[] };

/** Which starts an event is, and from when each counts: a trigger from its identification, not from the declaration. */
function startsOf(event: LoggedEvent): Start[] {
  if (event.type === "IncidentDeclared") {
    return [
      { on: "TriggerIdentified", at: event.facts.identifiedAt },
      { on: "IncidentDeclared", at: event.recordedAt },
    ];
  }
  if (event.type === "NoticeSent") return promisesOf(event);
  return starts.has(event.type) ? [{ on: event.type, at: event.occurredAt }] : [];
}

const promisesOf = ({ facts, occurredAt }: LoggedEvent<"NoticeSent">): Start[] =>
  facts.nextUpdateAt === null
    ? []
    : [{ on: "NextUpdatePromised", at: occurredAt, dueAt: facts.nextUpdateAt, audiences: facts.audiences }];

/** Starts every clock of the pack that an event starts. One already past due is born breached (MKC-3). */
export function startClocks(
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
  around: Surroundings,
): NewEvent[] {
  return startsOf(event).flatMap((start) => clocksFrom(start, state, pack, now, around));
}

function clocksFrom(
  start: Start,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
  around: Surroundings,
): NewEvent[] {
  const hold = (conditions: Condition[]) => conditions.every((one) => holds(one, state, pack, around));
  const runs = (name: string) => state.clocks.some((one) => one.clock === name && isOwed(one));
  // A cadence that runs is not begun a second time, and one that is over not at all.
  const mayBegin = (name: string, { repeats }: PackClock) =>
    repeats === undefined || !(runs(name) || hold(repeats.until));
  return Object.entries(pack.clocks)
    .filter(([, clock]) => clock.startsAt === start.on && hold(clock.when))
    .filter(([name, clock]) => mayBegin(name, clock))
    .flatMap(([name, clock]) => startedClock(name, clock, start, state, now, true));
}

/** A clock's minutes at a severity; absent where its start carries the time. */
export const dueMinutes = (clock: PackClock, severity: string): number | undefined =>
  clock.dueBySeverity?.[severity] ?? clock.dueInMinutes;

/** A clock's start, and its breach where it is past due already. */
export function startedClock(
  name: string,
  clock: PackClock,
  start: Start,
  state: IncidentState,
  now: string,
  atDeclaration: boolean,
): NewEvent[] {
  const dueAt =
    start.dueAt ?? minutesAfter(start.at, dueMinutes(clock, state.severity) ?? 0, state.clockFactor);
  const occurrence = state.clocks.filter((one) => one.clock === name).length + 1;
  const started: NewEvent = {
    type: "ClockStarted",
    facts: {
      clock: name,
      occurrence,
      rule: clock.rule ?? null,
      startedAt: start.at,
      dueAt,
      atRiskAt: minutesBefore({ startedAt: start.at, dueAt }, clock.atRiskMinutes, state.clockFactor),
      ...(start.audiences === undefined ? {} : { audiences: start.audiences }),
    },
    text: {},
  };
  return dueAt > now ? [started] : [started, breachOf(name, occurrence, dueAt, atDeclaration)];
}

export const breachOf = (
  clock: string,
  occurrence: number,
  dueAt: string,
  atDeclaration: boolean,
): NewEvent => ({
  type: "ClockBreached",
  facts: { clock, occurrence, dueAt, atDeclaration },
  text: {},
});
