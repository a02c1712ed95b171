import { z } from "zod";
import { Condition, FieldName, Name, RuleId } from "./condition.ts";

const Sentence = z.string().min(3).max(500);
const Minutes = z
  .number()
  .positive()
  .max(60 * 24 * 366);

/** What stands on every part: the rule it carries, and where the document is silent, what we read into it. */
const carried = { rule: RuleId.optional(), reading: Sentence.optional() };

export const Party = z.strictObject({ title: z.string().min(1), of: z.string().min(1), ...carried });
export const Role = z.strictObject({
  title: z.string().min(1),
  party: Name.optional(),
  duties: z.array(z.string()).default([]),
  ...carried,
});
export const Severity = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]{1,12}$/),
  title: z.string().min(1),
  means: Sentence,
  critical: z.boolean(),
  ...carried,
});
/** A stage of the incident, entered when its event is recorded; never left backwards by itself. */
export const Phase = z.strictObject({
  id: Name,
  title: z.string().min(1),
  entersAt: z.enum([
    "IncidentDeclared",
    "RollbackStarted",
    "RollbackExecuted",
    "RollbackVerified",
    "DecisionSealed",
    "IncidentClosed",
  ]),
});

/** What was seen. It carries the least severity that may be declared and what the protocol asks for at once. */
export const Trigger = z.strictObject({
  title: z.string().min(3),
  detection: Sentence.optional(),
  evidence: Sentence.optional(),
  minimumSeverity: z.string(),
  requires: z.strictObject({
    summary: Sentence,
    plan: Name.optional(),
    freeze: Name.optional(),
    bridge: z.boolean().default(false),
  }),
  ...carried,
});

/** A value asked when an incident is declared. `text` values are redactable words; the others are facts. */
export const AskedFact = z.strictObject({
  title: z.string().min(1),
  kind: z.enum(["choice", "pin", "text"]),
  options: z.array(z.string().min(1)).optional(),
  hint: z.string().optional(),
  /** The name of a baseline value that is offered first. */
  from: z.string().optional(),
  ...carried,
});

/** A set of people that a notice is owed to: a party's, a role's, or both. */
export const Audience = z.strictObject({
  title: z.string().min(1),
  parties: z.array(Name).default([]),
  roles: z.array(Name).default([]),
  ...carried,
});

/** Who owes: one role, or one or more parties. */
export const Owner = z.union([
  z.strictObject({ role: Name }),
  z.strictObject({ parties: z.array(Name).min(1) }),
]);
export type Owner = z.infer<typeof Owner>;

/** The events at which a clock may start. */
export const ClockStart = z.enum([
  "TriggerIdentified",
  "RollbackStarted",
  "RollbackExecuted",
  "ApprovalRequested",
  "NextUpdatePromised",
]);

/** What meets a clock: only the real thing. */
export const MetBy = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("notice"), notices: z.array(Name).min(1) }),
  z.strictObject({ is: z.literal("next-notice-to-same-audiences") }),
  z.strictObject({
    is: z.literal("recorded"),
    event: z.enum([
      "RollbackRecommended",
      "RepinConfirmed",
      "ReportFiled",
      "RunRatified",
      "ApprovalAnswered",
      "RollbackStarted",
    ]),
  }),
  z.strictObject({ is: z.literal("deliverable"), deliverable: Name }),
  z.strictObject({ is: z.literal("verification") }),
]);
export const Clock = z.strictObject({
  title: z.string().min(3),
  startsAt: ClockStart,
  when: z.array(Condition).default([]),
  /** Minutes from the start; absent only where the start itself carries the time (a promised update). */
  dueInMinutes: Minutes.optional(),
  atRiskMinutes: Minutes.default(5),
  owner: Owner,
  metBy: MetBy,
  onBreach: Name.optional(),
  ...carried,
});
export const Escalation = z.strictObject({
  path: z.array(Name).min(1),
  eachMinutes: Minutes.default(10),
  ...carried,
});

export const NoticeTemplate = z.strictObject({
  title: z.string().min(3),
  audiences: z.array(Name).min(1),
  /** Paths that must have a value before the notice may leave; the composer asks for those it cannot know. */
  requires: z.array(z.string()).default([]),
  /** Fields that the sender writes: name and label. */
  asks: z.record(FieldName, z.string()).default({}),
  subject: z.string().min(3),
  body: z.string().min(10),
  promisesNextUpdate: z.boolean().default(false),
  /** The promised update lies at most this far ahead. */
  nextUpdateWithinMinutes: Minutes.optional(),
  ...carried,
});

/** Who may start a rollback at a severity, and what is owed for it. */
export const StartRule = z.strictObject({
  severities: z.array(z.string()).min(1),
  by: z.array(Name).min(1),
  onCallOnly: z.boolean().default(false),
  mode: z.enum(["act-first", "approval-meanwhile", "approval-before"]),
  approval: z.strictObject({ role: Name, dueInMinutes: Minutes }).optional(),
  report: z.strictObject({ dueInMinutes: Minutes }).optional(),
  ratify: z.strictObject({ role: Name, dueInMinutes: Minutes }).optional(),
  ...carried,
});

/** A step names a registered action; what that runs is the worker's configuration, never the pack's. */
export const PlanStep = z.strictObject({
  id: Name,
  title: z.string().min(3),
  kind: z.enum(["act", "verify"]),
  action: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "expected group/action"),
  with: z.record(z.string(), z.string()).default({}),
  expectedSeconds: z.number().positive(),
  idempotent: z.boolean(),
  /** What the step does to stored data, said in notices; absent where it changes none. */
  dataEffect: Sentence.optional(),
  ...carried,
});
export const Plan = z.strictObject({
  title: z.string().min(3),
  targetSeconds: z.number().positive().optional(),
  steps: z.array(PlanStep).min(1),
  ...carried,
});

export const EvidenceRequirement = z.strictObject({
  title: z.string().min(3),
  party: Name,
  /** The registered action whose output satisfies it, where one can be run. */
  action: z.string().optional(),
  with: z.record(z.string(), z.string()).default({}),
  /** Owed from the declaration where all of these hold; without any it is owed for a rollback. */
  when: z.array(Condition).default([]),
  ...carried,
});
export type EvidenceRequirement = z.output<typeof EvidenceRequirement>;
export const Bundle = z.strictObject({
  title: z.string(),
  evidence: z.array(Name).min(1),
  /** The gate whose sealed record carries the completion time, the owners' approvals and the residual risk. */
  finalRecord: Name.optional(),
  ...carried,
});

export const Criterion = z.strictObject({
  id: Name,
  title: z.string().min(3),
  condition: Condition,
  /** It is asked only where all of these hold. */
  when: z.array(Condition).default([]),
  ...carried,
});
export type Criterion = z.output<typeof Criterion>;
export const Answer = z.strictObject({
  id: Name,
  label: z.string().min(2),
  go: z.boolean(),
  needsRemediationPlan: z.boolean().default(false),
  criteria: z.array(Criterion).default([]),
});
export const Gate = z.strictObject({
  question: z.string().min(3),
  proposes: Name,
  confirms: Name,
  criteria: z.array(Criterion).default([]),
  answers: z.array(Answer).min(2),
  ...carried,
});

export const FreezeRule = z.strictObject({
  title: z.string(),
  actions: z.array(z.enum(["deploy", "promote", "merge", "claim"])).min(1),
  startsAt: z.enum(["IncidentDeclared", "RollbackStarted"]),
  /** Closing lifts every freeze; a rule may lift its own earlier. */
  liftsAt: z.enum(["RollbackVerified", "IncidentClosed"]),
  liftsWhen: z.array(Condition).default([]),
  ...carried,
});
export const Deliverable = z.strictObject({ title: z.string().min(3), owner: Owner, ...carried });
