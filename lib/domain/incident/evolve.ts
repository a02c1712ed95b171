import type { EventType, LoggedEvent } from "./events/index.ts";
import { callingTypes, evolveCalling } from "./evolve-calling.ts";
import { clockTypes, evolveClock } from "./evolve-clock.ts";
import { commandTypes, ended, evolveCommand } from "./evolve-command.ts";
import { communicationTypes, evolveCommunication } from "./evolve-communication.ts";
import { decisionTypes, evolveDecision } from "./evolve-decision.ts";
import { evolveMode, modeTypes } from "./evolve-mode.ts";
import { evolveRollback, runTypes } from "./evolve-rollback.ts";
import { evolveTiming, timingTypes } from "./evolve-timing.ts";
import { evolveTriage, triageTypes } from "./evolve-triage.ts";
import { initialState } from "./initial-state.ts";
import type { IncidentState } from "./state.ts";

/**
 * The only way an incident's state changes. The same function runs in commands, in the browser, in the worker,
 * in the recorder and in the offline verifier, so it reads facts alone: a redacted text changes nothing.
 */
export function evolve(state: IncidentState | null, event: LoggedEvent): IncidentState {
  if (event.type === "IncidentDeclared") return initialState(event);
  if (state === null) throw new Error(`a log begins with IncidentDeclared, not ${event.type}`);
  const placed = { ...state, seq: event.seq, head: event.hash };
  if (isOneOf(clockTypes, event)) return evolveClock(placed, event);
  if (isOneOf(communicationTypes, event)) return evolveCommunication(placed, event);
  if (isOneOf(decisionTypes, event)) return evolveDecision(placed, event);
  if (isOneOf(runTypes, event)) return evolveRollback(placed, event);
  if (isOneOf(modeTypes, event)) return evolveMode(placed, event);
  if (isOneOf(triageTypes, event)) return evolveTriage(placed, event);
  if (isOneOf(timingTypes, event)) return evolveTiming(placed, event);
  if (isOneOf(commandTypes, event)) return evolveCommand(placed, event);
  if (isOneOf(callingTypes, event)) return evolveCalling(placed, event);
  return evolveRoom(placed, event);
}

/** Type by type, so that an event of no family is found by the compiler in the switch below. */
const isOneOf = <const T extends EventType>(
  types: readonly T[],
  event: LoggedEvent,
): event is Extract<LoggedEvent, { type: T }> => types.some((type) => type === event.type);

type OfAFamily =
  | typeof clockTypes
  | typeof communicationTypes
  | typeof decisionTypes
  | typeof runTypes
  | typeof modeTypes
  | typeof triageTypes
  | typeof timingTypes
  | typeof commandTypes
  | typeof callingTypes;
type RoomEvent = Exclude<LoggedEvent, { type: OfAFamily[number] | "IncidentDeclared" }>;

function evolveRoom(state: IncidentState, event: RoomEvent): IncidentState {
  switch (event.type) {
    case "NoteAdded":
      return state;
    case "EntryCorrected":
      return { ...state, corrected: { ...state.corrected, [event.facts.corrects]: event.seq } };
    case "TextRedacted":
      return { ...state, redacted: { ...state.redacted, [event.facts.redacts]: event.seq } };
    case "RoleAssigned":
      return assignRole(state, event);
    case "PhaseEntered":
      return { ...state, phase: event.facts.phase };
    case "FreezeSet":
      return {
        ...state,
        freezes: [...state.freezes, { ...event.facts, setAt: event.occurredAt, liftedAt: null }],
      };
    case "FreezeLifted":
      return {
        ...state,
        freezes: state.freezes.map((freeze) =>
          freeze.freeze === event.facts.freeze && freeze.liftedAt === null
            ? { ...freeze, liftedAt: event.occurredAt }
            : freeze,
        ),
      };
    case "IncidentClosed":
      return ended(state, event.facts.duplicateOf === undefined ? "resolved" : "duplicate", event.occurredAt);
  }
}

function assignRole(state: IncidentState, event: LoggedEvent<"RoleAssigned">): IncidentState {
  const { person, role, party } = event.facts;
  const known = state.participants.find((participant) => participant.person === person);
  const others = state.participants.filter((participant) => participant.person !== person);
  const roles = [...new Set([...(known?.roles ?? []), role])];
  return {
    ...state,
    commander: event.facts.takesCommand ? person : state.commander,
    participants: [...others, { person, roles, party: party ?? known?.party ?? null }],
  };
}
