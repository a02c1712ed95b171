import { z } from "zod";
import { Name } from "../condition.ts";
import { carried, Minutes, Sentence, Title } from "./shared.ts";

export const Party = z.strictObject({ title: Title, of: Title, ...carried });
export const Role = z.strictObject({
  title: Title,
  party: Name.optional(),
  duties: z.array(Sentence).default([]),
  ...carried,
});

/** A set of people that a notice is owed to: a party's, a role's, or both. */
export const Audience = z.strictObject({
  title: Title,
  parties: z.array(Name).default([]),
  roles: z.array(Name).default([]),
  ...carried,
});

/** What a rollback may come to that somebody is told of at once; `RunFailedAgain` is a failure after a failure. */
export const RunNews = z.enum(["RollbackStarted", "RunFailed", "RunFailedAgain"]);
export type RunNews = z.infer<typeof RunNews>;

/** Who is told, in which order: along a path where a clock is breached, or by what a rollback comes to. */
export const Escalation = z.strictObject({
  path: z.array(Name).min(1),
  eachMinutes: Minutes.default(10),
  on: z
    .array(z.strictObject({ event: RunNews, tell: Name, ...carried }))
    .max(12)
    .default([]),
  ...carried,
});

/** Who may start a rollback at a severity, and what is owed for it. */
export const StartRule = z.strictObject({
  severities: z.array(z.string()).min(1),
  by: z.array(Name).min(1),
  onCallOnly: z.boolean().default(false),
  mode: z.enum(["act-first", "approval-meanwhile", "approval-before", "consensus-scheduled"]),
  approval: z.strictObject({ role: Name, dueInMinutes: Minutes }).optional(),
  report: z.strictObject({ dueInMinutes: Minutes }).optional(),
  ratify: z.strictObject({ role: Name, dueInMinutes: Minutes }).optional(),
  /** The roles that must all agree before a scheduled start. */
  consensus: z.array(Name).default([]),
  /** A scheduled start lies at least this far ahead, and this notice has reached its audiences by then. */
  ahead: z.strictObject({ minutes: Minutes, notice: Name }).optional(),
  ...carried,
});
export type StartRule = z.output<typeof StartRule>;
