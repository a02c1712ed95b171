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

/** The closed union of predicates that a pack may use. Never code, never an expression language. */
export const Condition = z.discriminatedUnion("is", [
  is("severity-at-least", { severity: z.string() }),
  is("severity-in", { severities: z.array(z.string()).min(1) }),
  is("trigger-in", { triggers: z.array(Name).min(1) }),
  is("notice-accepted", { notice: Name }),
  is("event-recorded", { event: z.enum(["RollbackRecommended", "RepinConfirmed", "ReportFiled"]) }),
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
  is("ratified", {}),
  is("status-operational", {}),
  is("deliverable-handed-in", { deliverable: Name }),
]);
export type Condition = z.infer<typeof Condition>;
