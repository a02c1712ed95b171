import { z } from "zod";
import { FieldName, Name, RuleId } from "../condition.ts";
import { carried, Minutes, Owner, Sentence, Title } from "./shared.ts";

export const NoticeTemplate = z.strictObject({
  title: z.string().min(3),
  audiences: z.array(Name).min(1),
  /** Paths that must have a value before the notice may leave; the composer asks for those it cannot know. */
  requires: z.array(z.string()).default([]),
  /** Required paths that carry a rule of their own; the others carry the template's. */
  carries: z.record(z.string(), RuleId).default({}),
  /** Fields that the sender writes: name and label. */
  asks: z.record(FieldName, z.string()).default({}),
  subject: z.string().min(3),
  body: z.string().min(10),
  promisesNextUpdate: z.boolean().default(false),
  /** The promised update lies at most this far ahead. */
  nextUpdateWithinMinutes: Minutes.optional(),
  ...carried,
});

/** Something to be written and handed in; a clock says by when. */
export const Deliverable = z.strictObject({
  title: z.string().min(3),
  owner: Owner,
  /** What it must contain, and who must have been there. */
  sections: z.array(Title).default([]),
  attendees: z.array(Name).default([]),
  ...carried,
});

const lines = z.array(z.strictObject({ id: Name, title: z.string().min(3), ...carried }));

/** Practice runs of the protocol. */
export const Drill = z.strictObject({
  title: z.string().min(3),
  every: z.enum(["month", "quarter", "year"]),
  environments: z.array(Title).min(1),
  report: z.array(Title).default([]),
  ...carried,
});
export const Readiness = lines;
export const Kpi = z.strictObject({
  title: z.string().min(3),
  measures: Sentence,
  target: Sentence,
  ...carried,
});
/** What is improved after each use of the protocol. */
export const Improvements = lines;
/** Who answers for the protocol itself, and when it is looked at again. */
export const Review = z.strictObject({
  owner: z.array(Title).min(1),
  approvers: z.array(Title).min(1),
  due: z.array(Title).min(1),
  ...carried,
});
