import { asOpenParticipant } from "../authority/who.ts";
import type { Circumstances, Decided } from "../incident/circumstances.ts";
import type { ClockState, IncidentState } from "../incident/state.ts";
import { listed } from "../protocol/condition-words.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { accept, type Outcome, refuse } from "../refusal.ts";
import { isPastDue, moveByPause, stoodMs } from "./due.ts";
import { clockAt } from "./fire.ts";
import { isOwed } from "./firing.ts";

export type Pausing = { clock: string; occurrence: number; reason: string };

/** Stops a clock for a reason: only where the pack lets it be paused, only by whom it names, never past its deadline. */
export function decidePause(
  state: IncidentState,
  pack: ProtocolPack,
  { reason, ...address }: Pausing,
  circumstances: Circumstances,
): Decided {
  const found = pausable(state, pack, address, circumstances);
  if (!found.ok) return found;
  const { clock, rule, leftMs } = found.value;
  if (clock.paused !== null) return refuse("conflict", rule, "It stands still already.");
  if (clock.status === "breached" || isPastDue(clock, circumstances.now))
    return refuse("rule", rule, "It is past due: a deadline that was missed is not paused.");
  if (leftMs <= 0) return refuse("rule", rule, "It has stood still for as long as the protocol allows.");
  return accept([{ type: "ClockPaused", facts: address, text: { reason } }]);
}

/** Lets a paused clock run again; its deadline moves by the time that it stood. */
export function decideResumption(
  state: IncidentState,
  pack: ProtocolPack,
  { reason, ...address }: Pausing,
  circumstances: Circumstances,
): Decided {
  const found = pausable(state, pack, address, circumstances);
  if (!found.ok) return found;
  const { clock, rule } = found.value;
  if (clock.paused === null) return refuse("conflict", rule, "It runs already.");
  return accept([
    { type: "ClockResumed", facts: address, text: { reason } },
    moveByPause(clock, circumstances.now),
  ]);
}

type Found = { clock: ClockState; rule: string | null; leftMs: number };

function pausable(
  state: IncidentState,
  pack: ProtocolPack,
  address: { clock: string; occurrence: number },
  circumstances: Circumstances,
): Outcome<Found> {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const clock = clockAt(state, address);
  const described = pack.clocks[address.clock];
  if (clock === undefined || described === undefined)
    return refuse("invalid", null, "There is no such clock.");
  const rule = described.mayPause?.rule ?? clock.rule;
  if (described.mayPause === undefined)
    return refuse("rule", rule, `${pack.title} does not let this clock be paused.`);
  const { by, atMostMinutes } = described.mayPause;
  if (!by.some((role) => person.value.roles.includes(role))) {
    const titles = by.map((role) => pack.roles[role]?.title ?? role);
    return refuse("unauthorised", rule, `This clock is paused and resumed by ${listed(titles, "or")}.`);
  }
  if (!isOwed(clock)) return refuse("conflict", rule, "It is over: nothing is owed for it any more.");
  const allowedMs =
    atMostMinutes === undefined ? Number.POSITIVE_INFINITY : (atMostMinutes * 60_000) / state.clockFactor;
  return accept({ clock, rule, leftMs: allowedMs - stoodMs(clock) });
}
