import { answeredByActing } from "../calling/call.ts";
import { cadenceEvents } from "../clock/cadence.ts";
import { escalate } from "../clock/fire.ts";
import { meetClocks } from "../clock/meet.ts";
import { releasedAtEnd } from "../clock/release.ts";
import { severityClocks } from "../clock/severity.ts";
import { startClocks } from "../clock/start.ts";
import { decisionConsequences } from "../gate/decision-consequences.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { runConsequences } from "../rollback/run-consequences.ts";
import type { Circumstances } from "./circumstances.ts";
import type { Actor, LoggedEvent, NewEvent } from "./events/index.ts";
import { evolve } from "./evolve.ts";
import { freezeConsequences } from "./freeze-consequences.ts";
import type { IncidentState } from "./state.ts";

/**
 * A decision's events followed by all that the protocol makes of them: clocks that start or are met, freezes,
 * phases, a run executed or complete, a decision sealed. Runs to its end, so the log never waits for a second look.
 */
export function withConsequences(
  before: IncidentState | null,
  decided: NewEvent[],
  pack: ProtocolPack,
  circumstances: Circumstances,
): NewEvent[] {
  const all: NewEvent[] = [];
  let queue = [...decided];
  let state = before;
  while (queue.length > 0) {
    const next = queue.shift() as NewEvent;
    const placed = place(next, state, circumstances.actor, circumstances.now);
    state = evolve(state, placed);
    all.push(next);
    const asked = consequencesOf(placed, state, pack, circumstances);
    queue = queued(
      queue,
      asked.map((event) => ({ ...event, actor: consoleActor })),
    );
  }
  return all;
}

/** What the console does of itself is said so in the log. */
export const consoleActor: Actor = { kind: "console", id: "console" };

export function place(event: NewEvent, state: IncidentState | null, actor: Actor, now: string): LoggedEvent {
  return {
    seq: (state?.seq ?? 0) + 1,
    hash: "",
    type: event.type,
    facts: event.facts,
    actor: event.actor ?? { kind: actor.kind, id: actor.id },
    occurredAt: event.occurredAt ?? now,
    recordedAt: now,
  } as LoggedEvent;
}

/**
 * What still waits is not asked for twice, because two entries before it may both call for it. The entry that met a
 * clock is the first that did; a packet is the newest, since the state has moved on since the older was made.
 */
function queued(queue: NewEvent[], asked: NewEvent[]): NewEvent[] {
  const fresh = asked.filter((event) => !queue.some((other) => isSame(event, other)));
  const outdated = (event: NewEvent) =>
    event.type === "DecisionRevised" &&
    fresh.some((other) => other.type === event.type && other.facts.decision === event.facts.decision);
  return [...queue.filter((event) => !outdated(event)), ...fresh];
}

function isSame(event: NewEvent, other: NewEvent): boolean {
  if (event.type === "ClockMet" && other.type === "ClockMet")
    return event.facts.clock === other.facts.clock && event.facts.occurrence === other.facts.occurrence;
  return event.type === other.type && JSON.stringify(event.facts) === JSON.stringify(other.facts);
}

function consequencesOf(
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  circumstances: Circumstances,
): NewEvent[] {
  return [
    ...startClocks(event, state, pack, circumstances.now, circumstances),
    ...severityClocks(event, state, pack, circumstances.now, circumstances),
    ...releasedAtEnd(event, state),
    ...cadenceEvents(event, state, pack, circumstances.now, circumstances),
    ...freezeConsequences(event, state, pack, circumstances),
    ...runConsequences(event, state, pack),
    ...phaseEntered(event, state, pack),
    ...meetClocksOnce(event, state, pack, circumstances),
    ...escalationOf(event, state, pack),
    ...decisionConsequences(event, state, pack, circumstances),
    ...answeredByActing(event, state),
  ];
}

/** Clock events meet no clocks themselves, else one meeting would be told twice. */
function meetClocksOnce(
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  circumstances: Circumstances,
): NewEvent[] {
  const aboutClocks =
    event.type.startsWith("Clock") || event.type === "Escalated" || event.type === "HoldingWithheld";
  return aboutClocks ? [] : meetClocks(event, state, pack, circumstances);
}

function escalationOf(event: LoggedEvent, state: IncidentState, pack: ProtocolPack): NewEvent[] {
  if (event.type !== "ClockBreached") return [];
  const clock = state.clocks.find(
    (one) => one.clock === event.facts.clock && one.occurrence === event.facts.occurrence,
  );
  const next = clock === undefined || clock.metAt !== null ? null : escalate(clock, state, pack);
  return next === null ? [] : [next];
}

function phaseEntered(event: LoggedEvent, state: IncidentState, pack: ProtocolPack): NewEvent[] {
  // A false alarm is over like any other incident; the pack names no phase of its own for it.
  const entering = event.type === "IncidentCancelled" ? "IncidentClosed" : event.type;
  const index = pack.phases.findIndex((phase) => phase.entersAt === entering);
  const phase = pack.phases[index];
  const current = pack.phases.findIndex((one) => one.id === state.phase);
  return phase !== undefined && index > current
    ? [{ type: "PhaseEntered", facts: { phase: phase.id }, text: {} }]
    : [];
}
