import { asConsole, isOwner } from "../authority/who.ts";
import type { Circumstances, Decided } from "../incident/circumstances.ts";
import type { NewEvent } from "../incident/events/index.ts";
import type { ClockState, IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { accept } from "../refusal.ts";
import { remindersAhead } from "./firing.ts";

/** The people in the room who owe a clock. */
export const owing = (clock: ClockState, state: IncidentState, pack: ProtocolPack): string[] => {
  const owner = pack.clocks[clock.clock]?.owner;
  return owner === undefined
    ? []
    : state.participants.filter((one) => isOwner(one, owner)).map(({ person }) => person);
};

/** The nearest reminder that is due: of several that were slept through only the last is told. */
export function reminderOf(
  clock: ClockState,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
): NewEvent[] {
  const due = remindersAhead(clock, pack, state.clockFactor).filter(({ at }) => at <= now);
  const nearest = due.at(-1);
  if (nearest === undefined) return [];
  const { clock: name, occurrence, dueAt } = clock;
  const facts = { clock: name, occurrence, minutesBefore: nearest.minutesBefore, dueAt };
  return [{ type: "ClockReminded", facts: { ...facts, persons: owing(clock, state, pack) }, text: {} }];
}

type Told = {
  clock: string;
  occurrence: number;
  minutesBefore: number;
  person: string;
  outcome: "accepted" | "failed";
  receipt: string;
};

/** Records whether somebody who was to be reminded was reached; the console's own act. */
export function decideReminderTold(
  state: IncidentState,
  { receipt, ...facts }: Told,
  { actor }: Pick<Circumstances, "actor">,
): Decided {
  const worker = asConsole(actor);
  if (!worker.ok) return worker;
  const clock = state.clocks.find((one) => one.clock === facts.clock && one.occurrence === facts.occurrence);
  const isKnown = clock?.reminders.some(({ persons }) => persons.includes(facts.person)) === true;
  return accept(isKnown ? [{ type: "ReminderTold", facts, text: { receipt } }] : []);
}
