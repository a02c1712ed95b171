import { z } from "zod";
import { Condition, Name } from "../condition.ts";
import { carried, Owner, Sentence, Title } from "./shared.ts";

export const Severity = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]{1,12}$/, "expected capital letters, digits and hyphens, such as SEV-1"),
  title: Title,
  means: Sentence,
  critical: z.boolean(),
  ...carried,
});

/** A stage of the incident, entered when its event is recorded; never left backwards by itself. */
export const Phase = z.strictObject({
  id: Name,
  title: Title,
  entersAt: z.enum([
    "IncidentDeclared",
    "TriggerConfirmed",
    "RollbackModeDeclared",
    "PlayChosen",
    "RollbackScheduled",
    "RollbackStarted",
    "RollbackExecuted",
    "RollbackVerified",
    "DecisionSealed",
    "Unfrozen",
    "IncidentClosed",
  ]),
});

/** What was seen. It carries the least severity that may be declared and what the protocol asks for at once. */
export const Trigger = z.strictObject({
  title: z.string().min(3).max(200),
  detection: Sentence.optional(),
  evidence: Sentence.optional(),
  minimumSeverity: z.string(),
  /** Its confirmation is an event of its own, recorded by a person. */
  confirms: z.boolean().default(false),
  /** The team discusses it first; the end of the discussion is an event of its own. */
  discussed: z.boolean().default(false),
  requires: z.strictObject({
    summary: Sentence,
    plan: Name.optional(),
    freeze: Name.optional(),
    bridge: z.boolean().default(false),
  }),
  ...carried,
});

export const FactKind = z.enum(["choice", "pin", "text", "instant", "number", "yes-no", "list"]);
export type FactKind = z.infer<typeof FactKind>;

/** A value asked at the declaration or in the triage. `text` values are redactable words; the others are facts. */
export const AskedFact = z.strictObject({
  title: Title,
  kind: FactKind,
  asked: z.enum(["declaration", "triage"]).default("declaration"),
  options: z.array(z.string().min(1)).optional(),
  hint: z.string().optional(),
  /** Of an instant: it lies not after now. */
  past: z.boolean().optional(),
  /** The name of a baseline value that is offered first. */
  from: z.string().optional(),
  ...carried,
});
export type AskedFact = z.output<typeof AskedFact>;

/** How far a rollback reaches, the narrowest first. */
export const Scope = z.strictObject({
  levels: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Z0-9-]{1,12}$/),
        title: Title,
        means: Sentence,
        ...carried,
      }),
    )
    .min(1)
    .max(12),
  ...carried,
});

/** Rollback mode: declared by the commander, for at least one of its reasons. */
export const Mode = z.strictObject({
  title: Title,
  reasons: z.record(Name, z.strictObject({ title: z.string().min(3), ...carried })),
  ...carried,
});

/** Something that a rollback goes back to, confirmed by its owner before a step may start. */
export const Target = z.strictObject({
  title: z.string().min(3),
  kind: z.enum(["text", "pin", "instant", "minutes"]),
  /** Of an instant: it lies before now. */
  past: z.boolean().optional(),
  /** Of text or a pin: the value of the approved baseline that it has to be, because the plan goes back to that one. */
  equals: z.string().min(1).optional(),
  /** Of minutes: at least as many as there are since that target, an instant. */
  since: Name.optional(),
  confirms: Owner,
  ...carried,
});

/** A line of work with one lead. Where scope levels are named, it is walked at those alone. */
export const Lane = z.strictObject({
  title: z.string().min(3),
  lead: Name,
  scopes: z.array(z.string()).default([]),
  ...carried,
});

/** A way to contain the harm, offered where its conditions hold; what it outranks waits for it. */
export const Play = z.strictObject({
  title: z.string().min(3),
  means: Sentence,
  offeredWhen: z.array(Condition).default([]),
  outranks: z.array(Name).default([]),
  ...carried,
});
