import { z } from "zod";
import { Condition, Name } from "../condition.ts";
import { Criterion } from "./gate.ts";
import { ActionName, carried, Owner, Sentence, Title } from "./shared.ts";

/** A step names a registered action; what that runs is the worker's configuration, never the pack's. */
export const PlanStep = z.strictObject({
  id: Name,
  title: z.string().min(3),
  kind: z.enum(["act", "verify"]),
  action: ActionName,
  with: z.record(z.string(), z.string()).default({}),
  expectedSeconds: z.number().positive(),
  idempotent: z.boolean(),
  lane: Name.optional(),
  /** Run at these scope levels alone; at every level where none is named. */
  scopes: z.array(z.string()).default([]),
  /** What a person must type before the run may start, word for word once its values are filled in. */
  confirm: z.string().min(3).max(200).optional(),
  /** What the step does to stored data, said in notices; absent where it changes none. */
  dataEffect: Sentence.optional(),
  ...carried,
});
export type PlanStep = z.output<typeof PlanStep>;
export const Plan = z.strictObject({
  title: z.string().min(3),
  targetSeconds: z.number().positive().optional(),
  /** The severities it is offered at; all of them where none is named. */
  severities: z.array(z.string()).default([]),
  /** All of these hold before a run of it may start. */
  needs: z.array(Criterion).default([]),
  /** Whether lanes are walked at the same time; else step after step, whatever their lanes. */
  lanes: z.literal("side-by-side").optional(),
  steps: z.array(PlanStep).min(1),
  ...carried,
});

/** What may not move meanwhile, and for whom it moves all the same. */
export const FreezeRule = z.strictObject({
  title: Title,
  actions: z.array(z.enum(["deploy", "promote", "merge", "claim"])).min(1),
  startsAt: z.enum(["IncidentDeclared", "RollbackModeDeclared", "RollbackStarted"]),
  /** Closing lifts every freeze; a rule may lift its own earlier. */
  liftsAt: z.enum(["RollbackVerified", "Unfrozen", "IncidentClosed"]),
  liftsWhen: z.array(Condition).default([]),
  admits: z
    .strictObject({
      roles: z.array(Name).default([]),
      work: z.array(z.enum(["rollback", "incident"])).default([]),
    })
    .default({ roles: [], work: [] }),
  ...carried,
});

/** The end of the freezes, under control: by one role, once every criterion holds. */
export const Unfreeze = z.strictObject({ by: Name, criteria: z.array(Criterion).min(1), ...carried });

/** A result or a value that decides: reported with what was printed, or run here through an action. */
export const Check = z.strictObject({
  title: z.string().min(3),
  owner: Owner,
  kind: z.enum(["result", "measure"]),
  /** The command as the document names it. */
  command: z.string().max(500).optional(),
  unit: z.string().max(20).optional(),
  /** A measure is normal at or under this value. */
  atMost: z.number().optional(),
  /** A measure is normal when it lies at most this far above its own baseline. */
  tolerancePercent: z.number().nonnegative().max(1000).optional(),
  /** A registered action that the worker can run for it: a result is whether it succeeded, a measure the number that it prints last. */
  action: ActionName.optional(),
  with: z.record(z.string(), z.string()).optional(),
  /** A known blocker, recorded in words, may stand for a green result. */
  replaceable: z.boolean().default(false),
  ...carried,
});
export type Check = z.output<typeof Check>;
