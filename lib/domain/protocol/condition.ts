import { z } from "zod";

/** A name declared in a pack: lower case words joined by hyphens. */
export const Name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens");

/** A name that templates may quote as part of a path: one word, later ones begun by a capital letter. */
export const FieldName = z.string().regex(/^[a-z][a-zA-Z0-9]*$/, "expected a name such as contractMode");

/** The id of a rule, an item of it included: `MKC-3`, `MKD-7.1`. */
export const RuleId = z
  .string()
  .regex(/^[A-Z]{2,6}-\d+(\.\d+)?$/, "expected a rule id such as MKC-3 or MKD-7.1");

const is = <const K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ is: z.literal(kind), ...shape });

const plain = [
  is("severity-at-least", { severity: z.string() }),
  is("severity-in", { severities: z.array(z.string()).min(1) }),
  is("trigger-in", { triggers: z.array(Name).min(1) }),
  is("notice-accepted", { notice: Name }),
  is("event-recorded", { event: z.enum(["RollbackRecommended", "RepinConfirmed", "ReportFiled"]) }),
  is("trigger-confirmed", {}),
  is("discussion-concluded", {}),
  is("fact-given", { fact: FieldName }),
  is("fact-is", { fact: FieldName, value: z.string() }),
  is("role-assigned", { role: Name }),
  is("bridge-linked", {}),
  is("mode-declared", {}),
  is("scope-at-least", { level: z.string() }),
  is("target-confirmed", { target: Name }),
  is("play-chosen", { plays: z.array(Name).min(1) }),
  is("containment-decided", {}),
  is("check-green", { check: Name }),
  is("measure-normal", { check: Name }),
  is("attested", { attestation: Name }),
  is("unfrozen", {}),
  is("evidence-present", { evidence: Name }),
  is("bundle-complete", { bundle: Name }),
  is("rollback-executed", {}),
  is("rollback-verified", {}),
  is("rollback-complete", {}),
  is("rollback-settled", {}),
  is("decision-sealed", { gate: Name }),
  is("checkpoint-go", { pack: Name }),
  is("no-critical-incident", {}),
  is("clocks-settled", {}),
  is("breaches-explained", {}),
  is("ratified", {}),
  is("status-operational", {}),
  is("status-said", { state: z.enum(["investigating", "maintenance", "monitoring", "resolved"]) }),
  is("deliverable-handed-in", { deliverable: Name }),
] as const;

/** What a pack may ask of an incident, one thing at a time. */
export const PlainCondition = z.discriminatedUnion("is", plain);
export type PlainCondition = z.infer<typeof PlainCondition>;

/**
 * The closed union of predicates that a pack may use. Never code, never an expression language: `any-of` and `all-of`
 * join plain conditions, one level deep, so that a reader and a machine are both soon done.
 */
export const Condition = z.discriminatedUnion("is", [
  ...plain,
  is("any-of", { of: z.array(PlainCondition).min(2).max(12) }),
  is("all-of", { of: z.array(PlainCondition).min(2).max(12) }),
]);
export type Condition = z.infer<typeof Condition>;
