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

/** What a clock past due may hold up until it is met. */
export const BlockedAct = z.enum([
  "close",
  "unfreeze",
  "propose-decision",
  "start-rollback",
  "schedule-rollback",
  "publish-status",
  "lower-severity",
]);
export type BlockedAct = z.infer<typeof BlockedAct>;

/** A pack that says none of this has clocks that do none of it. */
const enforcement = {
  /** The deadline at some severities, where it is another one than `dueInMinutes`. */
  dueBySeverity: z.record(z.string(), Minutes).optional(),
  /** Minutes before the deadline at which the owner is reminded. */
  remindMinutes: z.array(Minutes).min(1).max(6).optional(),
  /** Who may stop it for a reason, and for how long in all; nobody where this is absent. */
  mayPause: z
    .strictObject({ by: z.array(Name).min(1), atMostMinutes: Minutes.optional(), ...carried })
    .optional(),
  /** Refused while it is past due and not met. */
  blocks: z.array(BlockedAct).min(1).optional(),
  /** What the console itself sends shortly before the deadline where nothing was sent. It never meets a clock. */
  holding: z.strictObject({ notice: Name, minutesBefore: Minutes, ...carried }).optional(),
  /** A cadence: once met it starts again, due a whole number of intervals after the deadline before it. */
  repeats: z.strictObject({ everyMinutes: Minutes, until: z.array(Condition).min(1), ...carried }).optional(),
};
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
  ...enforcement,
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
