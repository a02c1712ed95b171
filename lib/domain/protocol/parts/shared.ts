import { z } from "zod";
import { Name, RuleId } from "../condition.ts";

export const Sentence = z.string().min(3).max(500);
export const Title = z.string().min(1).max(200);
export const Minutes = z
  .number()
  .positive("expected more than 0 minutes")
  .max(60 * 24 * 366, "expected at most a year");

/** What stands on every part: the rule it carries, and where the document is silent, what we read into it. */
export const carried = { rule: RuleId.optional(), reading: Sentence.optional() };

/** Who owes: one role, or one or more parties. */
export const Owner = z.union([
  z.strictObject({ role: Name }),
  z.strictObject({ parties: z.array(Name).min(1) }),
]);
export type Owner = z.infer<typeof Owner>;

/** A registered action's name; what it runs is the worker's configuration, never the pack's. */
export const ActionName = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "expected group/action");
