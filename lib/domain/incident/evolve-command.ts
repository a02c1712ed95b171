import type { LoggedEvent } from "./events/index.ts";
import { recordedAct } from "./recorded-act.ts";
import type { IncidentState, TaskState } from "./state.ts";

export const commandTypes = [
  "SeverityChanged",
  "IncidentCancelled",
  "IncidentReopened",
  "IncidentsLinked",
  "BridgeLinked",
  "RoleHandedOver",
  "TaskAdded",
  "TaskReassigned",
  "TaskDone",
  "QuestionAsked",
  "QuestionAnswered",
] as const;
type CommandEvent = LoggedEvent<(typeof commandTypes)[number]>;

export function evolveCommand(state: IncidentState, event: CommandEvent): IncidentState {
  switch (event.type) {
    case "SeverityChanged":
      return { ...state, severity: event.facts.to };
    case "IncidentCancelled":
      return ended(state, "cancelled", event.occurredAt);
    case "IncidentReopened":
      return {
        ...state,
        status: "open",
        closedAs: null,
        closedAt: null,
        phase: state.phaseBeforeEnd,
        phaseBeforeEnd: null,
      };
    case "IncidentsLinked":
      return { ...state, links: [...state.links, { ...event.facts, seq: event.seq }] };
    case "BridgeLinked":
      return { ...state, bridge: recordedAct(event, state) };
    case "RoleHandedOver":
      return handOver(state, event);
    case "TaskAdded":
    case "TaskReassigned":
    case "TaskDone":
      return { ...state, tasks: evolveTasks(state, event) };
    case "QuestionAsked": {
      const asked = { ...event.facts, ...recordedAct(event, state), answered: null };
      return { ...state, questions: [...state.questions, asked] };
    }
    case "QuestionAnswered": {
      const answered = recordedAct(event, state);
      const questions = state.questions.map((one) =>
        one.question === event.facts.question ? { ...one, answered } : one,
      );
      return { ...state, questions };
    }
  }
}

/** An incident that has ended; a reopening takes it back to the phase that it ended in. */
export const ended = (
  state: IncidentState,
  closedAs: NonNullable<IncidentState["closedAs"]>,
  at: string,
): IncidentState => ({ ...state, status: "closed", closedAs, closedAt: at, phaseBeforeEnd: state.phase });

function handOver(state: IncidentState, event: LoggedEvent<"RoleHandedOver">): IncidentState {
  const { role, from, to, party, command } = event.facts;
  const known = state.participants.find(({ person }) => person === to);
  const receiver = {
    person: to,
    roles: [...new Set([...(known?.roles ?? []), role])],
    party: known?.party ?? party,
  };
  const others = state.participants
    .filter(({ person }) => person !== to)
    .map((one) => (one.person === from ? { ...one, roles: one.roles.filter((held) => held !== role) } : one));
  return {
    ...state,
    commander: command ? to : state.commander,
    participants: [...others, receiver],
    handovers: [...state.handovers, { ...event.facts, at: event.occurredAt, seq: event.seq }],
  };
}

function evolveTasks(
  state: IncidentState,
  event: LoggedEvent<"TaskAdded" | "TaskReassigned" | "TaskDone">,
): TaskState[] {
  const act = recordedAct(event, state);
  switch (event.type) {
    case "TaskAdded":
      return [...state.tasks, { ...event.facts, ...act, done: null }];
    case "TaskReassigned": {
      const { task, owner } = event.facts;
      return state.tasks.map((one) => (one.task === task ? { ...one, owner } : one));
    }
    case "TaskDone":
      return state.tasks.map((one) => (one.task === event.facts.task ? { ...one, done: act } : one));
  }
}
