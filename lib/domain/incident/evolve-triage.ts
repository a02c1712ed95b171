import type { LoggedEvent } from "./events/index.ts";
import { recordedAct } from "./recorded-act.ts";
import type { IncidentState } from "./state.ts";

export const triageTypes = [
  "FactRecorded",
  "PlayChosen",
  "BaselineMeasured",
  "CheckReported",
  "KnownBlockerRecorded",
] as const;
type TriageEvent = LoggedEvent<(typeof triageTypes)[number]>;

export function evolveTriage(state: IncidentState, event: TriageEvent): IncidentState {
  const act = recordedAct(event, state);
  switch (event.type) {
    case "FactRecorded":
      return recordFact(state, event);
    case "PlayChosen":
      return { ...state, plays: [...state.plays, { ...act, play: event.facts.play }] };
    case "BaselineMeasured": {
      const { check, value, tolerancePercent } = event.facts;
      return { ...state, baselines: { ...state.baselines, [check]: { ...act, value, tolerancePercent } } };
    }
    case "CheckReported": {
      const { check, ...result } = event.facts;
      return { ...state, checks: { ...state.checks, [check]: { ...act, ...result } } };
    }
    case "KnownBlockerRecorded":
      return { ...state, blockers: { ...state.blockers, [event.facts.check]: act } };
  }
}

function recordFact(state: IncidentState, event: LoggedEvent<"FactRecorded">): IncidentState {
  const { fact, value } = event.facts;
  return {
    ...state,
    given: { ...state.given, [fact]: event.seq },
    values: value === null ? state.values : { ...state.values, [fact]: value },
  };
}
