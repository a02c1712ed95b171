import type { LoggedEvent } from "./events/index.ts";
import type { DeliveryState, IncidentState } from "./state.ts";

type DeliveryEvent = LoggedEvent<"DeliveryAccepted" | "DeliveryFailed" | "DeliveryRetried">;

/** What a channel said of a delivery; one that was accepted stays so. A notice is accepted once every audience is reached. */
export function evolveDelivery(state: IncidentState, event: DeliveryEvent): IncidentState {
  const notices = state.notices.map((notice) => {
    if (notice.notice !== event.facts.notice) return notice;
    const deliveries = notice.deliveries.map((delivery) =>
      delivery.id === event.facts.delivery && delivery.status !== "accepted"
        ? { ...delivery, ...changeOf(delivery, event) }
        : delivery,
    );
    const reached = notice.audiences.every((audience) =>
      deliveries.some((delivery) => delivery.status === "accepted" && delivery.audiences.includes(audience)),
    );
    return { ...notice, deliveries, acceptedAt: notice.acceptedAt ?? (reached ? event.occurredAt : null) };
  });
  return { ...state, notices };
}

function changeOf({ attempts }: DeliveryState, event: DeliveryEvent): Partial<DeliveryState> {
  switch (event.type) {
    case "DeliveryAccepted":
      return { status: "accepted", attempts: event.facts.attempt, at: event.occurredAt, againAt: null };
    case "DeliveryFailed":
      return {
        status: event.facts.permanent ? "failed" : "pending",
        attempts: event.facts.attempt,
        at: event.occurredAt,
        againAt: event.facts.againAt ?? null,
      };
    case "DeliveryRetried":
      return { status: "pending", triedBefore: attempts, againAt: null };
  }
}
