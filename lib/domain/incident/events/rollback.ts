import { z } from "zod";
import { event, Id, Instant, Sha256, Words } from "./shapes.ts";

export const PlannedStep = z.strictObject({
  id: z.string(),
  kind: z.enum(["act", "verify"]),
  action: z.string(),
  rule: z.string().nullable(),
  parameters: z.record(z.string(), z.string()),
  /** Exactly what the worker will run, as the person who started it saw it. */
  argv: z.array(z.string()),
  expectedSeconds: z.number().positive(),
  idempotent: z.boolean(),
  /** Only where the plan walks its lanes at the same time. */
  lane: z.string().optional(),
});
export type PlannedStep = z.infer<typeof PlannedStep>;

/** A freeze of another incident that does not let a run go on. */
export const FrozenBy = z.strictObject({
  incident: z.string(),
  title: z.string(),
  rule: z.string().nullable(),
});
export type FrozenBy = z.infer<typeof FrozenBy>;

export const Ruling = z.enum(["retry", "skip", "done-by-hand", "abort"]);
export type Ruling = z.infer<typeof Ruling>;

const attempt = {
  run: Id,
  step: z.string(),
  attempt: z.number().int().positive(),
  epoch: z.number().int().positive(),
};

export const rollbackEvents = {
  RollbackRecommended: event({ party: z.string().nullable(), plan: z.string() }, { reason: Words }),
  RollbackStarted: event(
    {
      run: Id,
      plan: z.string(),
      service: Id,
      environment: z.string(),
      target: z.record(z.string(), z.string()),
      steps: z.array(PlannedStep).min(1),
      planDigest: Sha256,
      rule: z.string().nullable(),
      mode: z.enum(["act-first", "approval-meanwhile", "approval-before", "consensus-scheduled"]),
      approverRole: z.string().nullable(),
      ratifierRole: z.string().nullable(),
      reportOwed: z.boolean(),
    },
    { reason: Words },
  ),
  ApprovalRequested: event({ run: Id, role: z.string() }, {}),
  ApprovalAnswered: event(
    { run: Id, role: z.string(), answer: z.enum(["approved", "refused"]) },
    { reason: Words },
  ),
  ReportFiled: event({ run: Id }, { body: Words }),
  RunRatified: event({ run: Id, role: z.string() }, { reason: Words }),
  StepStarted: event({ ...attempt, worker: z.string() }, {}),
  StepSucceeded: event(
    {
      ...attempt,
      exitCode: z.number().int().nullable(),
      durationMs: z.number().nonnegative(),
      outputDigest: Sha256,
    },
    { tail: Words },
  ),
  StepFailed: event(
    {
      ...attempt,
      exitCode: z.number().int().nullable(),
      durationMs: z.number().nonnegative(),
      outputDigest: Sha256,
      cause: z.enum(["exit", "timed-out", "cancelled", "refused"]),
    },
    { tail: Words },
  ),
  /** What a person is asked to do by hand; the worker's part ends here, and a ruling meets it. */
  StepAsked: event({ ...attempt, instructionsDigest: Sha256 }, { instructions: Words }),
  StepInDoubt: event({ ...attempt, lastHeardAt: Instant }, {}),
  StepRuled: event(
    { run: Id, step: z.string(), attempt: z.number().int().positive(), ruling: Ruling },
    { reason: Words },
  ),
  RollbackPaused: event(
    {
      run: Id,
      cause: z.enum(["person", "approval-refused", "frozen"]),
      /** Where the cause is a freeze: which, of which incident. */
      frozenBy: z.array(FrozenBy).optional(),
      /** Asked while a step runs: the run is aborted as soon as none does. */
      thenAbort: z.literal(true).optional(),
    },
    { reason: Words },
  ),
  RollbackResumed: event({ run: Id }, { reason: Words }),
  RollbackExecuted: event({ run: Id }, {}),
  RollbackVerified: event({ run: Id }, {}),
  RollbackAborted: event({ run: Id }, { reason: Words }),
  RollbackCompleted: event({ run: Id, bundle: z.string(), completedAt: Instant }, {}),
  RepinConfirmed: event({ party: z.string().nullable(), pin: z.string() }, { body: Words }),
};
