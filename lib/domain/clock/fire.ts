import { asConsole } from "../authority/who.ts";
import type { Circumstances, Decided } from "../incident/circumstances.ts";
import type { NewEvent } from "../incident/events/index.ts";
import type { ClockState, IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { accept } from "../refusal.ts";
import { isPastDue, moveByPause } from "./due.ts";
import { nextFiring } from "./firing.ts";
import { type HoldingDraft, holdingEvents } from "./holding.ts";
import { reminderOf } from "./remind.ts";
import { breachOf } from "./start.ts";

type Address = { clock: string; occurrence: number };

export const clockAt = (state: IncidentState, { clock, occurrence }: Address): ClockState | undefined =>
  state.clocks.find((one) => one.clock === clock && one.occurrence === occurrence);

/**
 * What a due clock does now. A wake-up is only a hint: the clock is looked at again, and where the state has
 * moved on (met meanwhile, already fired) nothing happens. One call brings it as far as `now` allows.
 */
export function fireClock(
  state: IncidentState,
  pack: ProtocolPack,
  address: Address,
  { now }: Pick<Circumstances, "now">,
  draft: HoldingDraft | null = null,
): Decided {
  const clock = clockAt(state, address);
  if (clock === undefined || state.status === "closed") return accept([]);
  const due = nextFiring(clock, pack, state.clockFactor);
  if (due === null || due.at > now) return accept([]);
  switch (due.as) {
    case "reminder":
    case "holding":
    case "at-risk":
      // Past its deadline nothing is said that was to be said before it.
      return accept(isPastDue(clock, now) ? [breach(clock)] : ahead(due.as, clock, state, pack, now, draft));
    case "breach":
      return accept([breach(clock)]);
    case "resume":
      return accept([resumed(clock), moveByPause(clock, now)]);
    case "escalation": {
      const next = escalate(clock, state, pack);
      return accept(next === null ? [] : [next]);
    }
  }
}

function ahead(
  as: "reminder" | "holding" | "at-risk",
  clock: ClockState,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
  draft: HoldingDraft | null,
): NewEvent[] {
  switch (as) {
    case "reminder":
      return reminderOf(clock, state, pack, now);
    case "holding":
      return holdingEvents(clock, state, pack, draft);
    case "at-risk":
      return [{ type: "ClockAtRisk", facts: addressOf(clock), text: {} }];
  }
}

const addressOf = ({ clock, occurrence }: ClockState) => ({ clock, occurrence });

const breach = (clock: ClockState): NewEvent => breachOf(clock.clock, clock.occurrence, clock.dueAt, false);

const resumed = (clock: ClockState): NewEvent => ({
  type: "ClockResumed",
  facts: addressOf(clock),
  text: { reason: "The protocol allows no longer pause." },
});

/** The next role of the path, with the people in the room who hold it. */
export function escalate(clock: ClockState, state: IncidentState, pack: ProtocolPack): NewEvent | null {
  const name = pack.clocks[clock.clock]?.onBreach;
  const role = pack.escalations[name ?? ""]?.path[clock.escalatedTo.length];
  if (name === undefined || role === undefined) return null;
  const persons = state.participants.filter((one) => one.roles.includes(role)).map((one) => one.person);
  return {
    type: "Escalated",
    facts: { clock: clock.clock, occurrence: clock.occurrence, escalation: name, toRole: role, persons },
    text: {},
  };
}

type Told = Address & { person: string; outcome: "accepted" | "failed"; receipt: string };

/** Records whether somebody that a clock escalated to was reached; the console's own act. */
export function decideEscalationTold(
  state: IncidentState,
  { receipt, ...facts }: Told,
  { actor }: Pick<Circumstances, "actor">,
): Decided {
  const worker = asConsole(actor);
  if (!worker.ok) return worker;
  const isKnown = (clockAt(state, facts)?.escalatedTo.length ?? 0) > 0;
  return accept(isKnown ? [{ type: "EscalationTold", facts, text: { receipt } }] : []);
}
