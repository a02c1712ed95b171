import type { FactsOf, LoggedEvent } from "./events/index.ts";
import { recordedAct } from "./recorded-act.ts";
import type { IncidentState } from "./state.ts";

export const timingTypes = [
  "TriggerConfirmed",
  "DiscussionConcluded",
  "RollbackScheduled",
  "ConsensusAnswered",
  "RoleTold",
  "RoleReached",
] as const;
type TimingEvent = LoggedEvent<(typeof timingTypes)[number]>;

export function evolveTiming(state: IncidentState, event: TimingEvent): IncidentState {
  const act = recordedAct(event, state);
  switch (event.type) {
    case "TriggerConfirmed":
      return { ...state, confirmed: act };
    case "DiscussionConcluded":
      return { ...state, discussed: act };
    case "RollbackScheduled":
      return { ...state, schedule: { ...act, ...event.facts, consensus: {} } };
    case "ConsensusAnswered": {
      const { role, answer } = event.facts;
      if (state.schedule === null) return state;
      const consensus = { ...state.schedule.consensus, [role]: { ...act, answer } };
      return { ...state, schedule: { ...state.schedule, consensus } };
    }
    case "RoleTold":
      return { ...state, told: [...state.told, { ...event.facts, seq: event.seq, reached: {} }] };
    case "RoleReached":
      return { ...state, told: state.told.map((one) => reached(one, event.facts)) };
  }
}

type Told = IncidentState["told"][number];

const reached = (told: Told, { run, cause, role, person, outcome }: FactsOf<"RoleReached">): Told =>
  told.run === run && told.cause === cause && told.role === role
    ? { ...told, reached: { ...told.reached, [person]: outcome } }
    : told;
