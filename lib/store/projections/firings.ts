import type { Firing } from "#lib/domain/clock/firing.ts";
import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { ClockState, IncidentState } from "#lib/domain/incident/state.ts";
import { type Changes, put, type Step } from "./rows.ts";

type Fired = { clock: string; occurrence: number; fires: Firing["as"]; number: number };

/**
 * Every firing has a row under a unique key, so that the database itself refuses a second one, whatever the state says
 * of which it was decided.
 */
export function projectFirings({ firings }: Changes, { incidentId, before, entry, after }: Step): void {
  const fired = firedBy(entry.event, before, after);
  if (fired === null) return;
  const { clock, occurrence, fires, number } = fired;
  const { seq, recordedAt: firedAt } = entry.event;
  put(firings, `${clock} ${occurrence} ${fires} ${number}`, { incidentId, ...fired, seq, firedAt });
}

function firedBy(event: LoggedEvent, before: IncidentState | null, after: IncidentState): Fired | null {
  switch (event.type) {
    case "ClockReminded":
      return fired(event.facts, after, "reminder", ({ reminders }) => reminders.length);
    case "ClockAtRisk":
      return fired(event.facts, after, "at-risk", ({ moves }) => 1 + moves.length);
    case "ClockBreached":
      return fired(event.facts, after, "breach", () => 1);
    case "Escalated":
      return fired(event.facts, after, "escalation", ({ rungs }) => rungs.length);
    case "HoldingWithheld":
      return fired(event.facts, after, "holding", () => 1);
    case "NoticeSent":
      return event.facts.holding === undefined ? null : fired(event.facts.holding, after, "holding", () => 1);
    case "ClockResumed":
      // The pause that it ends, by the entry that began it.
      return event.actor.kind === "console" && before !== null
        ? fired(event.facts, before, "resume", ({ paused }) => paused?.seq ?? event.seq)
        : null;
    default:
      return null;
  }
}

function fired(
  { clock, occurrence }: { clock: string; occurrence: number },
  state: IncidentState,
  fires: Firing["as"],
  numberOf: (clock: ClockState) => number,
): Fired | null {
  const found = state.clocks.find((one) => one.clock === clock && one.occurrence === occurrence);
  return found === undefined ? null : { clock, occurrence, fires, number: numberOf(found) };
}
