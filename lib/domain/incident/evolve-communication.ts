import type { LoggedEvent } from "./events/index.ts";
import { withClock } from "./evolve-clock.ts";
import type { DeliveryState, IncidentState, NoticeState } from "./state.ts";

export const communicationTypes = [
  "NoticeSent",
  "DeliveryAccepted",
  "DeliveryFailed",
  "StatusPublished",
] as const;
type CommunicationEvent = LoggedEvent<(typeof communicationTypes)[number]>;

export function evolveCommunication(state: IncidentState, event: CommunicationEvent): IncidentState {
  switch (event.type) {
    case "NoticeSent":
      return noted({ ...state, notices: [...state.notices, sentNotice(event)] }, event);
    case "DeliveryAccepted":
      return withDelivery(state, event, {
        status: "accepted",
        attempts: event.facts.attempt,
        at: event.occurredAt,
      });
    case "DeliveryFailed":
      return withDelivery(state, event, {
        status: event.facts.permanent ? "failed" : "pending",
        attempts: event.facts.attempt,
        at: event.occurredAt,
      });
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
    at: null,
  })),
  acceptedAt: null,
  nextUpdateAt: event.facts.nextUpdateAt,
  isHolding: event.facts.holding !== undefined,
});

function withDelivery(
  state: IncidentState,
  event: LoggedEvent<"DeliveryAccepted" | "DeliveryFailed">,
  change: Pick<DeliveryState, "status" | "attempts" | "at">,
): IncidentState {
  const notices = state.notices.map((notice) => {
    if (notice.notice !== event.facts.notice) return notice;
    const deliveries = notice.deliveries.map((delivery) =>
      delivery.id === event.facts.delivery && delivery.status !== "accepted"
        ? { ...delivery, ...change }
        : delivery,
    );
    const reached = notice.audiences.every((audience) =>
      deliveries.some((delivery) => delivery.status === "accepted" && delivery.audiences.includes(audience)),
    );
    return { ...notice, deliveries, acceptedAt: notice.acceptedAt ?? (reached ? event.occurredAt : null) };
  });
  return { ...state, notices };
}
