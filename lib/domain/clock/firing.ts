import type { ClockState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { stoodMs } from "./due.ts";

export type Firing = {
  at: string;
  as: "reminder" | "holding" | "at-risk" | "breach" | "escalation" | "resume";
};

const minute = 60_000;

/** An instant some minutes later; a factor above 1 (demonstrations only) makes the minutes shorter. */
export function minutesAfter(instant: string, minutes: number, clockFactor: number): string {
  return new Date(Date.parse(instant) + (minutes * minute) / clockFactor).toISOString();
}

/** Minutes before the deadline, but never in the first half of a short clock. */
export function minutesBefore(
  { startedAt, dueAt }: Pick<ClockState, "startedAt" | "dueAt">,
  minutes: number,
  clockFactor: number,
): string {
  const half = (Date.parse(startedAt) + Date.parse(dueAt)) / 2;
  return new Date(Math.max(half, Date.parse(minutesAfter(dueAt, -minutes, clockFactor)))).toISOString();
}

/** A clock that was neither met nor released is owed still, breached or not. */
export const isOwed = (clock: ClockState): boolean => clock.metAt === null && clock.releasedAt === null;

/**
 * What a clock does next and when; null when nothing more is due. The due table holds exactly this.
 * A breached clock that is still unmet goes on along its escalation path.
 */
export function nextFiring(clock: ClockState, pack: ProtocolPack, clockFactor: number): Firing | null {
  if (!isOwed(clock)) return null;
  switch (clock.status) {
    case "running":
    case "at-risk":
      return clock.paused === null
        ? beforeDeadline(clock, pack, clockFactor)
        : endOfPause(clock, clock.paused, pack, clockFactor);
    case "met":
    case "released":
      return null;
    case "breached": {
      const escalation = pack.escalations[pack.clocks[clock.clock]?.onBreach ?? ""];
      if (escalation === undefined || clock.escalatedTo.length >= escalation.path.length) return null;
      return {
        at: rungAt(clock, clock.escalatedTo.length, escalation.eachMinutes, clockFactor),
        as: "escalation",
      };
    }
  }
}

/** When a rung of the escalation's path is told, counted from the breach. */
export const rungAt = (clock: ClockState, rung: number, eachMinutes: number, clockFactor: number): string =>
  minutesAfter(clock.breachedAt ?? clock.dueAt, eachMinutes * rung, clockFactor);

/** The reminders that are still to come for the deadline as it stands, the earliest first. */
export function remindersAhead(
  clock: ClockState,
  pack: ProtocolPack,
  clockFactor: number,
): { at: string; minutesBefore: number }[] {
  return [...(pack.clocks[clock.clock]?.remindMinutes ?? [])]
    .sort((a, b) => b - a)
    .filter((minutes) => clock.remindedTo === null || minutes < clock.remindedTo)
    .map((minutes) => ({ at: minutesAfter(clock.dueAt, -minutes, clockFactor), minutesBefore: minutes }))
    .filter(({ at }) => at > clock.startedAt);
}

/** Of what comes at one instant a reminder comes first, the deadline last. */
function beforeDeadline(clock: ClockState, pack: ProtocolPack, clockFactor: number): Firing {
  const holding = pack.clocks[clock.clock]?.holding;
  const reminder = remindersAhead(clock, pack, clockFactor)[0];
  const ahead: Firing[] = [];
  if (reminder !== undefined) ahead.push({ at: reminder.at, as: "reminder" });
  if (clock.status === "running") ahead.push({ at: clock.atRiskAt, as: "at-risk" });
  if (holding !== undefined && clock.holding === null)
    ahead.push({ at: minutesBefore(clock, holding.minutesBefore, clockFactor), as: "holding" });
  const breach: Firing = { at: clock.dueAt, as: "breach" };
  return ahead.reduce((first, one) => (one.at < first.at ? one : first), ahead[0] ?? breach);
}

/** A pause that the pack bounds ends by itself; one that it does not waits for a person. */
function endOfPause(
  clock: ClockState,
  paused: NonNullable<ClockState["paused"]>,
  pack: ProtocolPack,
  clockFactor: number,
): Firing | null {
  const atMost = pack.clocks[clock.clock]?.mayPause?.atMostMinutes;
  if (atMost === undefined) return null;
  const left = (atMost * minute) / clockFactor - stoodMs(clock);
  return { at: new Date(Date.parse(paused.at) + Math.max(0, left)).toISOString(), as: "resume" };
}
