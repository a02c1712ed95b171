import type { RunState } from "#lib/domain/incident/state.ts";
import { type Changes, changed, patch, put, type Step } from "./rows.ts";

export function projectRollback(changes: Changes, step: Step): void {
  const { incidentId, before, after } = step;
  for (const run of changed(before?.runs, after.runs)) {
    put(changes.runs, run.run, {
      id: run.run,
      incidentId,
      plan: run.plan,
      service: run.service,
      environment: run.environment,
      status: run.status,
      startedBy: run.startedBy,
      startedAt: run.startedAt,
      executedAt: run.executedAt,
      verifiedAt: run.verifiedAt,
      completedAt: run.completedAt,
    });
    projectApprovals(changes, run);
  }
  projectAttempt(changes, step);
}

function projectApprovals({ approvals }: Changes, { run, approval, ratification }: RunState): void {
  if (approval !== null) {
    const { role, answer, by } = approval;
    put(approvals, `${run} approval`, { runId: run, kind: "approval", role, answer, by });
  }
  if (ratification !== null) {
    const { role, by } = ratification;
    const answer = by === null ? "owed" : "approved";
    put(approvals, `${run} ratification`, { runId: run, kind: "ratification", role, answer, by });
  }
}

function projectAttempt({ attempts }: Changes, { entry: { event }, after }: Step): void {
  switch (event.type) {
    case "StepRuled": {
      const { run, step, attempt, ruling } = event.facts;
      patch(attempts, attemptKey(run, step, attempt), { ruling });
      return;
    }
    case "StepStarted":
    case "StepSucceeded":
    case "StepFailed":
    case "StepAsked":
    case "StepInDoubt": {
      const { run, step, attempt } = event.facts;
      const state = after.runs.find((known) => known.run === run)?.steps.find((known) => known.id === step);
      if (state?.startedAt == null) return;
      const { epoch, status, startedAt, endedAt, exitCode, durationMs, ruling } = state;
      const row = {
        runId: run,
        step,
        attempt,
        epoch,
        status,
        startedAt,
        endedAt,
        exitCode,
        durationMs,
        ruling,
      };
      put(attempts, attemptKey(run, step, attempt), row);
    }
  }
}

/** A step's name comes last, because it alone may hold anything. */
const attemptKey = (run: string, step: string, attempt: number) => `${run} ${attempt} ${step}`;

export function attemptAddress(key: string): { runId: string; attempt: number; step: string } {
  const [runId = "", attempt = "", ...step] = key.split(" ");
  return { runId, attempt: Number(attempt), step: step.join(" ") };
}
