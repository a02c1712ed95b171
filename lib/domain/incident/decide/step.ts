import { asConsole } from "../../authority/who.ts";
import { accept } from "../../refusal.ts";
import { stillFrozenBy } from "../../rollback/frozen.ts";
import { findRun, nextSteps } from "../../rollback/run.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { FactsOf } from "../events/index.ts";
import type { FrozenBy } from "../events/rollback.ts";
import type { IncidentState, StepState } from "../state.ts";

/**
 * The intent, committed before the command runs. Nothing where the run has nothing to do now, and nothing under an
 * epoch that is not newer than every earlier one of its lane: that worker has lost its lease. A freeze of another
 * incident that does not admit the run stops it before the step, and a person is asked (PT-2, SM-16).
 */
export function decideStepStart(
  state: IncidentState,
  input: { run: string; worker: string; epoch: number; step?: string | undefined; frozenBy?: FrozenBy[] },
  { actor }: Circumstances,
): Decided {
  const console_ = asConsole(actor);
  if (!console_.ok) return console_;
  const run = findRun(state, input.run);
  if (run === null || state.status === "closed") return accept([]);
  const step = nextSteps(run).find(({ id }) => id === (input.step ?? id));
  if (step === undefined) return accept([]);
  if (run.steps.some((one) => one.lane === step.lane && one.epoch >= input.epoch)) return accept([]);
  const frozenBy = step.kind === "act" ? stillFrozenBy(run, input.frozenBy ?? []) : [];
  if (frozenBy.length > 0)
    return accept([
      { type: "RollbackPaused", facts: { run: run.run, cause: "frozen", frozenBy }, text: { reason: "" } },
    ]);
  return accept([
    {
      type: "StepStarted",
      facts: {
        run: run.run,
        step: step.id,
        attempt: step.attempt + 1,
        epoch: input.epoch,
        worker: input.worker,
      },
      text: {},
    },
  ]);
}

type Address = { run: string; step: string; attempt: number; epoch: number };
export type StepOutcome = Address & {
  durationMs: number;
  exitCode: number | null;
  outputDigest: string;
  tail: string;
} & (
    | { outcome: "succeeded" }
    | { outcome: "asked" }
    | { outcome: "failed"; cause: FactsOf<"StepFailed">["cause"] }
  );

/** The outcome, written only by the holder of the attempt's epoch: a worker that lost its lease is too late. */
export function decideStepOutcome(
  state: IncidentState,
  input: StepOutcome,
  { actor }: Circumstances,
): Decided {
  const console_ = asConsole(actor);
  if (!console_.ok) return console_;
  if (running(state, input) === null) return accept([]);
  const { run, step, attempt, epoch, durationMs, exitCode, outputDigest, tail } = input;
  if (input.outcome === "asked") {
    const facts = { run, step, attempt, epoch, instructionsDigest: outputDigest };
    return accept([{ type: "StepAsked", facts, text: { instructions: tail } }]);
  }
  const facts = { run, step, attempt, epoch, durationMs, exitCode, outputDigest };
  return input.outcome === "succeeded"
    ? accept([{ type: "StepSucceeded", facts, text: { tail } }])
    : accept([{ type: "StepFailed", facts: { ...facts, cause: input.cause }, text: { tail } }]);
}

/**
 * Intent without outcome after the lease ended: in doubt. A step declared idempotent is retried once, as an entry;
 * any other stops and asks a person.
 */
export function decideStepDoubt(
  state: IncidentState,
  input: Address & { lastHeardAt: string },
  { actor }: Circumstances,
): Decided {
  const console_ = asConsole(actor);
  if (!console_.ok) return console_;
  const step = running(state, input);
  if (step === null) return accept([]);
  const { run, attempt, epoch, lastHeardAt } = input;
  const doubt = {
    type: "StepInDoubt" as const,
    facts: { run, step: step.id, attempt, epoch, lastHeardAt },
    text: {},
  };
  const retry = {
    type: "StepRuled" as const,
    facts: { run, step: step.id, attempt, ruling: "retry" as const },
    text: { reason: "" },
  };
  return accept(step.idempotent && step.attempt === 1 ? [doubt, retry] : [doubt]);
}

function running(state: IncidentState, address: Address): StepState | null {
  const step = findRun(state, address.run)?.steps.find((one) => one.id === address.step);
  const same = step?.status === "running" && step.attempt === address.attempt && step.epoch === address.epoch;
  return same ? step : null;
}
