import { isAsking } from "../rollback/run.ts";
import type { LoggedEvent } from "./events/index.ts";
import { evolveStep } from "./evolve-step.ts";
import type { IncidentState, RunState } from "./state.ts";

export const runTypes = [
  "RollbackRecommended",
  "RollbackStarted",
  "ApprovalRequested",
  "ApprovalAnswered",
  "ReportFiled",
  "RunRatified",
  "StepStarted",
  "StepSucceeded",
  "StepFailed",
  "StepAsked",
  "StepInDoubt",
  "StepRuled",
  "RollbackPaused",
  "RollbackResumed",
  "RollbackExecuted",
  "RollbackVerified",
  "RollbackAborted",
  "RollbackCompleted",
  "RepinConfirmed",
] as const;
type RunEvent = LoggedEvent<(typeof runTypes)[number]>;

export function evolveRollback(state: IncidentState, event: RunEvent): IncidentState {
  const at = event.occurredAt;
  switch (event.type) {
    case "RollbackRecommended":
      return {
        ...state,
        recommendation: { by: event.actor.id, at, seq: event.seq, party: event.facts.party },
      };
    case "RepinConfirmed":
      return { ...state, repin: { by: event.actor.id, at, seq: event.seq, party: event.facts.party } };
    case "RollbackStarted":
      return { ...state, runs: [...state.runs, startedRun(event)] };
    case "ApprovalRequested":
      return withRun(state, event.facts.run, {
        approval: { role: event.facts.role, answer: "owed", by: null },
      });
    case "ApprovalAnswered":
      return answerApproval(state, event);
    case "ReportFiled":
      return withRun(state, event.facts.run, { report: { by: event.actor.id } });
    case "RunRatified":
      return withRun(state, event.facts.run, {
        ratification: { role: event.facts.role, by: event.actor.id },
      });
    case "RollbackPaused":
      return withRun(state, event.facts.run, paused(event));
    case "RollbackResumed":
      return changeRun(state, event.facts.run, resumed);
    case "RollbackExecuted":
      return changeRun(state, event.facts.run, (run) => ({
        ...run,
        status: run.status === "paused" || run.steps.some(isAsking) ? run.status : "executed",
        executedAt: at,
      }));
    case "RollbackVerified":
      return withRun(state, event.facts.run, { status: "verified", verifiedAt: at });
    case "RollbackAborted":
      return withRun(state, event.facts.run, { status: "aborted" });
    case "RollbackCompleted":
      return withRun(state, event.facts.run, { status: "complete", completedAt: event.facts.completedAt });
    case "StepStarted":
    case "StepSucceeded":
    case "StepFailed":
    case "StepAsked":
    case "StepInDoubt":
    case "StepRuled":
      return changeRun(state, event.facts.run, (run) => evolveStep(run, event));
  }
}

const paused = ({
  facts: { cause, frozenBy, thenAbort },
}: LoggedEvent<"RollbackPaused">): Partial<RunState> => ({
  status: "paused",
  pausedBy: cause,
  ...(frozenBy === undefined ? {} : { frozenBy }),
  ...(thenAbort === undefined ? {} : { abortAsked: true }),
});

const resumed = (run: RunState): RunState => ({
  ...run,
  status: stoppedStep(run) ? "asking" : run.executedAt === null ? "running" : "executed",
  pausedBy: null,
  ...(run.abortAsked === undefined ? {} : { abortAsked: false }),
  ...(run.frozenBy === undefined
    ? {}
    : { frozenBy: [], overruled: [...(run.overruled ?? []), ...run.frozenBy] }),
});

const stoppedStep = (run: RunState) => run.steps.some(isAsking);

function startedRun(event: LoggedEvent<"RollbackStarted">): RunState {
  const { steps, mode, ratifierRole, reportOwed, approverRole, ...facts } = event.facts;
  return {
    run: facts.run,
    plan: facts.plan,
    service: facts.service,
    environment: facts.environment,
    target: facts.target,
    planDigest: facts.planDigest,
    rule: facts.rule,
    status: mode === "approval-before" ? "awaiting-approval" : "running",
    steps: steps.map((step) => ({
      ...step,
      status: "waiting",
      attempt: 0,
      epoch: 0,
      startedAt: null,
      endedAt: null,
      exitCode: null,
      durationMs: null,
      ruling: null,
      ruledBy: null,
    })),
    startedBy: event.actor.id,
    startedAt: event.occurredAt,
    executedAt: null,
    verifiedAt: null,
    completedAt: null,
    approval: approverRole === null ? null : { role: approverRole, answer: "owed", by: null },
    ratification: ratifierRole === null ? null : { role: ratifierRole, by: null },
    report: reportOwed ? { by: null } : null,
    pausedBy: null,
  };
}

function answerApproval(state: IncidentState, event: LoggedEvent<"ApprovalAnswered">): IncidentState {
  const { run: id, role, answer } = event.facts;
  return changeRun(state, id, (run) => ({
    ...run,
    approval: { role, answer, by: event.actor.id },
    status: run.status === "awaiting-approval" && answer === "approved" ? "running" : run.status,
  }));
}

export function changeRun(
  state: IncidentState,
  id: string,
  change: (run: RunState) => RunState,
): IncidentState {
  return { ...state, runs: state.runs.map((run) => (run.run === id ? change(run) : run)) };
}

const withRun = (state: IncidentState, id: string, change: Partial<RunState>) =>
  changeRun(state, id, (run) => ({ ...run, ...change }));
