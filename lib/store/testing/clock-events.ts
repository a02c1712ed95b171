import { minutesAfter } from "#lib/domain/clock/firing.ts";
import type { NewEvent } from "#lib/domain/incident/events/index.ts";
import type { ClockState, IncidentState } from "#lib/domain/incident/state.ts";
import { people, type Telling } from "./telling.ts";

/** What clocks do, in any order that their own state allows: what has fired once is not fired again. */
export function clocks(state: IncidentState, telling: Telling): NewEvent[] {
  const { now, clock } = telling;
  const known = state.clocks.filter((one) => one.clock === clock);
  const instants = { startedAt: now, atRiskAt: minutesAfter(now, 10, 1), dueAt: minutesAfter(now, 15, 1) };
  const started: NewEvent = {
    type: "ClockStarted",
    facts: { clock, occurrence: known.length + 1, rule: "MKC-3", ...instants },
    text: {},
  };
  const last = known.at(-1);
  if (last === undefined) return [started];
  const { occurrence } = last;
  const address = { clock, occurrence };
  return [
    started,
    { type: "ClockMet", facts: { ...address, bySeq: state.seq }, text: {} },
    {
      type: "Escalated",
      facts: { ...address, escalation: "default", toRole: "producer-lead", persons: [people[0]] },
      text: {},
    },
    ...missed(last, address),
    ...before(last, address, telling),
  ];
}

type Address = { clock: string; occurrence: number };

const missed = (clock: ClockState, address: Address): NewEvent[] =>
  clock.status === "breached"
    ? [{ type: "BreachExplained", facts: address, text: { words: "It was night." } }]
    : [
        {
          type: "ClockBreached",
          facts: { ...address, dueAt: clock.dueAt, atDeclaration: false },
          text: {},
        },
      ];

function before(clock: ClockState, address: Address, { words }: Telling): NewEvent[] {
  const { dueAt: from, atRiskAt } = clock;
  const events: NewEvent[] = [
    { type: "ClockReminded", facts: { ...address, minutesBefore: 5, dueAt: from, persons: [] }, text: {} },
    {
      type: "ClockMoved",
      facts: { ...address, from, to: minutesAfter(from, 5, 1), atRiskAt, because: "severity-changed" },
      text: {},
    },
    clock.paused === null
      ? { type: "ClockPaused", facts: address, text: { reason: words } }
      : { type: "ClockResumed", facts: address, text: { reason: words } },
  ];
  if (clock.status === "running") events.push({ type: "ClockAtRisk", facts: address, text: {} });
  if (clock.holding === null)
    events.push({
      type: "HoldingWithheld",
      facts: { ...address, because: "word-sent", notice: null },
      text: { detail: words },
    });
  return events;
}
