import { asConsole } from "../authority/who.ts";
import type { Circumstances, Decided } from "../incident/circumstances.ts";
import type { NewEvent } from "../incident/events/index.ts";
import type { ClockState, IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { accept } from "../refusal.ts";
import { nextFiring } from "./firing.ts";
import { breachOf } from "./start.ts";

/**
 * What a due clock does now. A wake-up is only a hint: the clock is looked at again, and where the state has
 * moved on (met meanwhile, already fired) nothing happens. One call brings it as far as `now` allows.
 */
export function fireClock(
  state: IncidentState,
  pack: ProtocolPack,
  address: { clock: string; occurrence: number },
  { now }: Pick<Circumstances, "now">,
): Decided {
  const clock = state.clocks.find(
    (one) => one.clock === address.clock && one.occurrence === address.occurrence,
  );
  if (clock === undefined || state.status === "closed") return accept([]);
  const due = nextFiring(clock, pack, state.clockFactor);
  if (due === null || due.at > now) return accept([]);
  switch (due.as) {
    case "at-risk":
      return accept(
        clock.dueAt <= now ? [breachOf(clock.clock, clock.occurrence, clock.dueAt, false)] : [atRisk(clock)],
      );
    case "breach":
      return accept([breachOf(clock.clock, clock.occurrence, clock.dueAt, false)]);
    case "escalation": {
      const next = escalate(clock, state, pack);
      return accept(next === null ? [] : [next]);
    }
  }
}

const atRisk = ({ clock, occurrence }: ClockState): NewEvent => ({
  type: "ClockAtRisk",
  facts: { clock, occurrence },
  text: {},
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

type Told = {
  clock: string;
  occurrence: number;
  person: string;
  outcome: "accepted" | "failed";
  receipt: string;
};

/** Records whether somebody that a clock escalated to was reached; the console's own act. */
export function decideEscalationTold(
  state: IncidentState,
  { receipt, ...facts }: Told,
  { actor }: Pick<Circumstances, "actor">,
): Decided {
  const worker = asConsole(actor);
  if (!worker.ok) return worker;
  const known = state.clocks.some(
    (one) => one.clock === facts.clock && one.occurrence === facts.occurrence && one.escalatedTo.length > 0,
  );
  return accept(known ? [{ type: "EscalationTold", facts, text: { receipt } }] : []);
}
