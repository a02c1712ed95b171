import { z } from "zod";
import { Condition, Name } from "../condition.ts";
import { carried, Owner, Sentence } from "./shared.ts";

export const Criterion = z.strictObject({
  id: Name,
  title: z.string().min(3),
  condition: Condition,
  /** It is asked only where all of these hold. */
  when: z.array(Condition).default([]),
  /** Who sees to it; else whoever the condition itself names, else the commander. */
  owner: Owner.optional(),
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
  /** By party: the registered action that brings the decision log into that party's repository. */
  decisionLog: z.record(Name, z.string()).default({}),
  ...carried,
});

/** Proof that a party or a role hands in; exactly one of the two owes it. */
export const EvidenceRequirement = z
  .strictObject({
    title: z.string().min(3),
    party: Name.optional(),
    role: Name.optional(),
    lane: Name.optional(),
    /** Asked at these scope levels alone; at every level where none is named. */
    scopes: z.array(z.string()).default([]),
    /** The registered action whose output satisfies it, where one can be run. */
    action: z.string().optional(),
    with: z.record(z.string(), z.string()).default({}),
    /** It speaks of what the rollback left: handed in before the newest one had acted, it proves nothing. */
    after: z.enum(["rollback"]).optional(),
    /** Owed from the declaration where all of these hold; without any it is owed for a rollback. */
    when: z.array(Condition).default([]),
    ...carried,
  })
  .refine((one) => (one.party === undefined) !== (one.role === undefined), {
    message: "expected either a party or a role that hands it in",
  });
export type EvidenceRequirement = z.output<typeof EvidenceRequirement>;
export const Bundle = z.strictObject({
  title: z.string(),
  evidence: z.array(Name).min(1),
  /** The gate whose sealed record carries the completion time, the owners' approvals and the residual risk. */
  finalRecord: Name.optional(),
  ...carried,
});

/** A sentence that a role signs for with its own key: an accepted risk, not a check. */
export const Attestation = z.strictObject({
  title: z.string().min(3),
  says: Sentence,
  by: Name,
  ...carried,
});
export type Attestation = z.output<typeof Attestation>;
