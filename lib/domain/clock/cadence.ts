import { holds, type Surroundings } from "../gate/holds.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { clockAt } from "./fire.ts";
import { isOwed, minutesAfter } from "./firing.ts";
import { releaseOf } from "./release.ts";
import { startedClock } from "./start.ts";

type Repeats = NonNullable<ProtocolPack["clocks"][string]["repeats"]>;

/** What a cadence makes of an event: met, it goes on at its next interval; over, nothing more is owed for it. */
export const cadenceEvents = (
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
  around: Surroundings,
): NewEvent[] =>
  event.type === "ClockMet" ? goesOn(event, state, pack, now, around) : ends(event, state, pack, around);

/** Whether what a cadence lasts for is over: all that it names holds. */
export const isOver = (
  { until }: Repeats,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): boolean => until.every((condition) => holds(condition, state, pack, around));

/**
 * The next deadline counts from the deadline before it and never from when that was met, so that a cadence keeps its
 * step. Intervals that were slept through are one breach and not many: the first that still lies ahead is owed.
 */
function goesOn(
  { facts }: LoggedEvent<"ClockMet">,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
  around: Surroundings,
): NewEvent[] {
  const clock = clockAt(state, facts);
  const described = pack.clocks[facts.clock];
  const repeats = described?.repeats;
  if (clock?.metAt == null || described === undefined || repeats === undefined) return [];
  if (isOver(repeats, state, pack, around)) return [];
  const { everyMinutes } = repeats;
  const intervalMs = (everyMinutes * 60_000) / state.clockFactor;
  const lateMs = Math.max(0, Date.parse(clock.metAt) - Date.parse(clock.dueAt));
  const at = minutesAfter(clock.dueAt, everyMinutes * Math.floor(lateMs / intervalMs), state.clockFactor);
  const dueAt = minutesAfter(at, everyMinutes, state.clockFactor);
  return startedClock(facts.clock, described, { on: "", at, dueAt }, state, now, false);
}

function ends(
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): NewEvent[] {
  if (event.type.startsWith("Clock") || state.status === "closed") return [];
  return state.clocks.filter(isOwed).flatMap((clock) => {
    const repeats = pack.clocks[clock.clock]?.repeats;
    return repeats !== undefined && isOver(repeats, state, pack, around)
      ? [releaseOf(clock, "cadence-over")]
      : [];
  });
}
