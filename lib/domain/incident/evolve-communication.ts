import type { LoggedEvent } from "./events/index.ts";
import { withClock } from "./evolve-clock.ts";
import { evolveDelivery } from "./evolve-delivery.ts";
import type { IncidentState, NoticeState } from "./state.ts";

export const communicationTypes = [
  "NoticeSent",
  "DeliveryAccepted",
  "DeliveryFailed",
  "DeliveryRetried",
  "StatusPublished",
] as const;
type CommunicationEvent = LoggedEvent<(typeof communicationTypes)[number]>;

export function evolveCommunication(state: IncidentState, event: CommunicationEvent): IncidentState {
  switch (event.type) {
    case "NoticeSent":
      return noted({ ...state, notices: [...state.notices, sentNotice(event)] }, event);
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

/** The clock for which the console sent a holding notice knows of it. */
function noted(state: IncidentState, { facts, occurredAt, seq }: LoggedEvent<"NoticeSent">): IncidentState {
  if (facts.holding === undefined) return state;
  const holding = { notice: facts.notice, because: "sent" as const, at: occurredAt, seq };
  return withClock(state, facts.holding, (clock) => ({ ...clock, holding }));
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
  isHolding: event.facts.holding !== undefined,
});
