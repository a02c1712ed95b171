import { isAsking } from "../rollback/run.ts";
import type { LoggedEvent } from "./events/index.ts";
import type { RunState, StepState } from "./state.ts";

type StepEvent = LoggedEvent<
  "StepStarted" | "StepSucceeded" | "StepFailed" | "StepAsked" | "StepInDoubt" | "StepRuled"
>;

/** A run after one step event. A failure, a doubt or an abort stops the run and asks a person. */
export function evolveStep(run: RunState, event: StepEvent): RunState {
  const asking = run.status === "paused" ? "paused" : "asking";
  switch (event.type) {
    case "StepStarted": {
      const { attempt, epoch } = event.facts;
      return withStep(run, event.facts.step, {
        status: "running",
        attempt,
        epoch,
        startedAt: event.occurredAt,
        endedAt: null,
        exitCode: null,
        durationMs: null,
        ruling: null,
      });
    }
    case "StepSucceeded":
      return withStep(run, event.facts.step, { status: "succeeded", ...ended(event) });
    case "StepFailed":
      return { ...withStep(run, event.facts.step, { status: "failed", ...ended(event) }), status: asking };
    case "StepAsked":
      return { ...withStep(run, event.facts.step, { status: "awaits-person" }), status: asking };
    case "StepInDoubt":
      return {
        ...withStep(run, event.facts.step, { status: "in-doubt", endedAt: event.occurredAt }),
        status: asking,
      };
    case "StepRuled": {
      const after = withStep(run, event.facts.step, ruled(run, event));
      return { ...after, status: run.status === "paused" ? "paused" : afterRuling(after) };
    }
  }
}

const ended = (event: LoggedEvent<"StepSucceeded" | "StepFailed">) => ({
  endedAt: event.occurredAt,
  exitCode: event.facts.exitCode,
  durationMs: event.facts.durationMs,
});

function ruled(run: RunState, event: LoggedEvent<"StepRuled">): Partial<StepState> {
  const { actor, facts } = event;
  const wasAsked = run.steps.some(({ id, status }) => id === facts.step && status === "awaits-person");
  const by = { ruling: facts.ruling, ruledBy: actor.kind === "person" ? actor.id : null };
  switch (facts.ruling) {
    case "retry":
      return { status: "waiting", ...by };
    case "skip":
    case "done-by-hand":
      return {
        status: facts.ruling === "skip" ? "skipped" : "done-by-hand",
        ...(wasAsked ? { endedAt: event.occurredAt } : {}),
        ...by,
      };
    case "abort":
      return by;
  }
}

/** A step of another lane may still ask. */
function afterRuling(run: RunState): RunState["status"] {
  if (run.steps.some(isAsking)) return "asking";
  return run.executedAt === null ? "running" : "executed";
}

function withStep(run: RunState, id: string, change: Partial<StepState>): RunState {
  return { ...run, steps: run.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) };
}
