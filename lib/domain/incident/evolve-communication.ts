import type { LoggedEvent } from "./events/index.ts";
import { evolveDelivery } from "./evolve-delivery.ts";
import type { ClockState, IncidentState, NoticeState } from "./state.ts";

export const communicationTypes = [
  "ClockStarted",
  "ClockAtRisk",
  "ClockMet",
  "ClockBreached",
  "Escalated",
  "EscalationTold",
  "NoticeSent",
  "DeliveryAccepted",
  "DeliveryFailed",
  "DeliveryRetried",
  "StatusPublished",
] as const;
type CommunicationEvent = LoggedEvent<(typeof communicationTypes)[number]>;

export function evolveCommunication(state: IncidentState, event: CommunicationEvent): IncidentState {
  switch (event.type) {
    case "ClockStarted":
      return { ...state, clocks: [...state.clocks, startedClock(event)] };
    case "ClockAtRisk":
      return withClock(state, event.facts, (clock) =>
        clock.status === "running" ? { ...clock, status: "at-risk" } : clock,
      );
    case "ClockMet":
      return withClock(state, event.facts, (clock) => metClock(clock, event));
    case "ClockBreached":
      return withClock(state, event.facts, (clock) => ({
        ...clock,
        status: "breached",
        breachedAt: event.recordedAt,
      }));
    case "Escalated":
      return withClock(state, event.facts, (clock) => ({
        ...clock,
        escalatedTo: [...clock.escalatedTo, event.facts.toRole],
      }));
    case "EscalationTold":
      return state;
    case "NoticeSent":
      return { ...state, notices: [...state.notices, sentNotice(event)] };
    case "DeliveryAccepted":
    case "DeliveryFailed":
    case "DeliveryRetried":
      return evolveDelivery(state, event);
    case "StatusPublished":
      return {
        ...state,
        publication: {
          id: event.facts.publication,
          state: event.facts.state,
          at: event.occurredAt,
          said: [...(state.publication?.said ?? []), event.facts.state],
        },
      };
  }
}

const startedClock = ({ facts, seq }: LoggedEvent<"ClockStarted">): ClockState => ({
  ...facts,
  startSeq: seq,
  audiences: facts.audiences ?? [],
  status: "running",
  metAt: null,
  metBySeq: null,
  breachedAt: null,
  releasedAt: null,
  escalatedTo: [],
});

/** Late is late by the clock's own instant: a worker that slept past it makes nothing punctual. */
function metClock(clock: ClockState, event: LoggedEvent<"ClockMet">): ClockState {
  const met = { ...clock, metAt: event.occurredAt, metBySeq: event.facts.bySeq };
  if (clock.status === "breached") return met;
  return event.occurredAt > clock.dueAt
    ? { ...met, status: "breached", breachedAt: clock.dueAt }
    : { ...met, status: "met" };
}

const sentNotice = (event: LoggedEvent<"NoticeSent">): NoticeState => ({
  notice: event.facts.notice,
  template: event.facts.template,
  seq: event.seq,
  sentAt: event.occurredAt,
  audiences: event.facts.audiences,
  deliveries: event.facts.deliveries.map((delivery) => ({
    ...delivery,
    status: "pending",
    attempts: 0,
    triedBefore: 0,
    at: null,
    againAt: null,
  })),
  acceptedAt: null,
  nextUpdateAt: event.facts.nextUpdateAt,
});

function withClock(
  state: IncidentState,
  address: { clock: string; occurrence: number },
  change: (clock: ClockState) => ClockState,
): IncidentState {
  const clocks = state.clocks.map((clock) =>
    clock.clock === address.clock && clock.occurrence === address.occurrence ? change(clock) : clock,
  );
  return { ...state, clocks };
}
