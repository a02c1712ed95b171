import type { ReleaseCause } from "../incident/events/command.ts";
import type { EventType, LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { ClockState, IncidentState } from "../incident/state.ts";
import { isOwed } from "./firing.ts";

/** The end of a clock that nobody met: an entry of its own, because no clock ends silently. */
export const releaseOf = ({ clock, occurrence }: ClockState, cause: ReleaseCause): NewEvent => ({
  type: "ClockReleased",
  facts: { clock, occurrence, cause },
  text: {},
});

/** Closing and cancelling release what is still owed; a reopening restarts none of it. */
export function releasedAtEnd(event: LoggedEvent, state: IncidentState): NewEvent[] {
  const cause = causeOf(event.type);
  return cause === null ? [] : state.clocks.filter(isOwed).map((clock) => releaseOf(clock, cause));
}

function causeOf(type: EventType): ReleaseCause | null {
  if (type === "IncidentCancelled") return "cancelled";
  return type === "IncidentClosed" || type === "IncidentReopened" ? "closed" : null;
}
