import type { LoggedEvent } from "./events/index.ts";
import type { CallState, IncidentState } from "./state.ts";

export const callingTypes = [
  "PersonCalled",
  "CallDelivered",
  "CallAnswered",
  "CallPassed",
  "NobodyAnswered",
] as const;
type CallingEvent = LoggedEvent<(typeof callingTypes)[number]>;

export function evolveCalling(state: IncidentState, event: CallingEvent): IncidentState {
  switch (event.type) {
    case "PersonCalled": {
      const call: CallState = {
        ...event.facts,
        calledAt: event.occurredAt,
        delivered: null,
        status: "waiting",
        answeredAt: null,
      };
      return { ...state, calls: [...state.calls, call] };
    }
    case "CallDelivered":
      return withCall(state, event.facts.call, () => ({ delivered: event.facts.outcome }));
    case "CallAnswered":
      return withCall(state, event.facts.call, () => ({ status: "answered", answeredAt: event.occurredAt }));
    case "CallPassed":
      return withCall(state, event.facts.call, () => ({
        status: event.facts.because === "taken-up" ? "stood-down" : "passed",
        ...(event.facts.because === "declined" ? { declined: true } : {}),
      }));
    case "NobodyAnswered":
      return { ...state, unansweredAt: event.occurredAt };
  }
}

const withCall = (state: IncidentState, id: string, change: () => Partial<CallState>): IncidentState => ({
  ...state,
  calls: state.calls.map((call) => (call.call === id ? { ...call, ...change() } : call)),
});
