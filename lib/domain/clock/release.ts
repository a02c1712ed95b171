import type { ReleaseCause } from "../incident/events/command.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
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
  switch (event.type) {
    case "IncidentCancelled":
      return state.clocks.filter(isOwed).map((clock) => releaseOf(clock, "cancelled"));
    case "IncidentClosed":
    case "IncidentReopened":
      return state.clocks.filter(isOwed).map((clock) => releaseOf(clock, "closed"));
    default:
      return [];
  }
}
