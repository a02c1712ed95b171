import type { Surroundings } from "../gate/holds.ts";
import { holds } from "../gate/holds.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { minutesAfter } from "./firing.ts";

type Start = { on: string; at: string; dueAt?: string; audiences?: string[] };

/** Which start an event is, and from when it counts: a trigger counts from its identification, not from the declaration. */
export function clockStartOf(event: LoggedEvent): Start | null {
  if (event.type === "IncidentDeclared") return { on: "TriggerIdentified", at: event.facts.identifiedAt };
  if (event.type === "NoticeSent") return promiseOf(event);
  const starts = ["RollbackStarted", "RollbackExecuted", "ApprovalRequested"].includes(event.type);
  return starts ? { on: event.type, at: event.occurredAt } : null;
}

const promiseOf = ({ facts, occurredAt }: LoggedEvent<"NoticeSent">): Start | null =>
  facts.nextUpdateAt === null
    ? null
    : { on: "NextUpdatePromised", at: occurredAt, dueAt: facts.nextUpdateAt, audiences: facts.audiences };

/** Starts every clock of the pack that an event starts. One already past due is born breached (MKC-3). */
export function startClocks(
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
  around: Surroundings,
): NewEvent[] {
  const start = clockStartOf(event);
  if (start === null) return [];
  return Object.entries(pack.clocks)
    .filter(
      ([, clock]) =>
        clock.startsAt === start.on && clock.when.every((condition) => holds(condition, state, pack, around)),
    )
    .flatMap(([name, clock]) => {
      const dueAt = start.dueAt ?? minutesAfter(start.at, clock.dueInMinutes ?? 0, state.clockFactor);
      const occurrence = state.clocks.filter((one) => one.clock === name).length + 1;
      const started: NewEvent = {
        type: "ClockStarted",
        facts: {
          clock: name,
          occurrence,
          rule: clock.rule ?? null,
          startedAt: start.at,
          dueAt,
          atRiskAt: atRisk(start.at, dueAt, clock.atRiskMinutes, state.clockFactor),
          ...(start.audiences === undefined ? {} : { audiences: start.audiences }),
        },
        text: {},
      };
      return dueAt > now ? [started] : [started, breachOf(name, occurrence, dueAt, true)];
    });
}

/** Minutes before the deadline, but never in the first half of a short clock. */
function atRisk(startedAt: string, dueAt: string, minutesBefore: number, clockFactor: number): string {
  const half = (Date.parse(startedAt) + Date.parse(dueAt)) / 2;
  const before = Date.parse(minutesAfter(dueAt, -minutesBefore, clockFactor));
  return new Date(Math.max(half, before)).toISOString();
}

export const breachOf = (
  clock: string,
  occurrence: number,
  dueAt: string,
  atDeclaration: boolean,
): NewEvent => ({
  type: "ClockBreached",
  facts: { clock, occurrence, dueAt, atDeclaration },
  text: {},
});
