import type { LoggedEvent } from "./events/index.ts";
import { evolveCommunication } from "./evolve-communication.ts";
import { evolveDecision } from "./evolve-decision.ts";
import { evolveRollback } from "./evolve-rollback.ts";
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
  switch (event.type) {
    case "NoteAdded":
      return placed;
    case "EntryCorrected":
      return { ...placed, corrected: { ...state.corrected, [event.facts.corrects]: event.seq } };
    case "TextRedacted":
      return { ...placed, redacted: { ...state.redacted, [event.facts.redacts]: event.seq } };
    case "RoleAssigned":
      return assignRole(placed, event);
    case "PhaseEntered":
      return { ...placed, phase: event.facts.phase };
    case "FreezeSet":
      return {
        ...placed,
        freezes: [...state.freezes, { ...event.facts, setAt: event.occurredAt, liftedAt: null }],
      };
    case "FreezeLifted":
      return {
        ...placed,
        freezes: state.freezes.map((freeze) =>
          freeze.freeze === event.facts.freeze && freeze.liftedAt === null
            ? { ...freeze, liftedAt: event.occurredAt }
            : freeze,
        ),
      };
    case "IncidentClosed":
      return { ...placed, status: "closed", closedAt: event.occurredAt };
    case "ClockStarted":
    case "ClockAtRisk":
    case "ClockMet":
    case "ClockBreached":
    case "Escalated":
    case "NoticeSent":
    case "DeliveryAccepted":
    case "DeliveryFailed":
    case "StatusPublished":
      return evolveCommunication(placed, event);
    case "EvidenceHandedIn":
    case "DeliverableHandedIn":
    case "SignerEnrolled":
    case "DecisionProposed":
    case "DecisionRevised":
    case "VerdictSigned":
    case "DecisionSealed":
      return evolveDecision(placed, event);
    case "RollbackRecommended":
    case "RollbackStarted":
    case "ApprovalRequested":
    case "ApprovalAnswered":
    case "ReportFiled":
    case "RunRatified":
    case "StepStarted":
    case "StepSucceeded":
    case "StepFailed":
    case "StepInDoubt":
    case "StepRuled":
    case "RollbackPaused":
    case "RollbackResumed":
    case "RollbackExecuted":
    case "RollbackVerified":
    case "RollbackAborted":
    case "RollbackCompleted":
    case "RepinConfirmed":
      return evolveRollback(placed, event);
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
