import { z } from "zod";
import { Condition, Name } from "../condition.ts";
import { carried, Minutes, Owner, Sentence } from "./shared.ts";

/** The events at which a clock may start. */
export const ClockStart = z.enum([
  "TriggerIdentified",
  "TriggerConfirmed",
  "DiscussionConcluded",
  "IncidentDeclared",
  "RollbackModeDeclared",
  "RollbackScheduled",
  "RollbackStarted",
  "RollbackExecuted",
  "RollbackVerified",
  "ApprovalRequested",
  "NextUpdatePromised",
]);
export type ClockStart = z.infer<typeof ClockStart>;

/** The acts that may meet a clock by being recorded. */
export const RecordedAct = z.enum([
  "RollbackRecommended",
  "RepinConfirmed",
  "ReportFiled",
  "RunRatified",
  "ApprovalAnswered",
  "RollbackStarted",
  "TriggerConfirmed",
  "DiscussionConcluded",
  "RollbackModeDeclared",
  "RollbackScheduled",
  "Unfrozen",
]);
export type RecordedAct = z.infer<typeof RecordedAct>;

/** What meets a clock: only the real thing. */
export const MetBy = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("notice"), notices: z.array(Name).min(1) }),
  z.strictObject({ is: z.literal("next-notice-to-same-audiences") }),
  z.strictObject({ is: z.literal("recorded"), event: RecordedAct }),
  z.strictObject({ is: z.literal("deliverable"), deliverable: Name }),
  z.strictObject({ is: z.literal("verification") }),
  z.strictObject({ is: z.literal("conditions"), all: z.array(Condition).min(1) }),
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

/** Something owed as long as its conditions hold, until what meets it holds. */
export const Duty = z.strictObject({
  title: z.string().min(3),
  why: Sentence.optional(),
  owner: Owner,
  when: z.array(Condition).default([]),
  met: Condition,
  ...carried,
});
