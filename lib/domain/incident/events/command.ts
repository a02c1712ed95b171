import { z } from "zod";
import { event, Id, Instant, Words } from "./shapes.ts";

/** How two incidents belong together, as the incident whose log says it sees the other. */
export const Relation = z.enum(["related", "duplicate-of", "has-duplicate", "caused-by", "cause-of"]);
export type Relation = z.infer<typeof Relation>;

/** Why a clock ends without having been met. */
export const ReleaseCause = z.enum(["severity-changed", "cadence-over", "cancelled", "closed"]);
export type ReleaseCause = z.infer<typeof ReleaseCause>;

/** What a question is about: a run that waits for an approval, or a decision that waits for a signature. */
export const QuestionSubject = z.union([z.strictObject({ run: Id }), z.strictObject({ decision: Id })]);
export type QuestionSubject = z.infer<typeof QuestionSubject>;
/** Whom it is put to: whoever holds a role, or one person. */
export const QuestionAddressee = z.union([
  z.strictObject({ role: z.string() }),
  z.strictObject({ person: Id }),
]);
export type QuestionAddressee = z.infer<typeof QuestionAddressee>;

const task = { task: Id };

/** What every commander needs: how bad it is, whether it is one at all, who leads, who does what, and who asks back. */
export const commandEvents = {
  SeverityChanged: event({ from: z.string(), to: z.string() }, { reason: Words }),
  ClockReleased: event(
    { clock: z.string(), occurrence: z.number().int().positive(), cause: ReleaseCause },
    {},
  ),
  IncidentCancelled: event({}, { reason: Words }),
  IncidentReopened: event({}, { reason: Words }),
  IncidentsLinked: event({ other: z.string(), relation: Relation }, { reason: Words }),
  BridgeLinked: event({}, { url: z.string().max(2_000) }),
  RoleHandedOver: event(
    { role: z.string(), from: Id, to: Id, party: z.string().nullable(), command: z.boolean() },
    { state: Words },
  ),
  TaskAdded: event({ ...task, owner: Id, dueAt: Instant.nullable() }, { title: Words }),
  TaskReassigned: event({ ...task, owner: Id }, { reason: Words }),
  TaskDone: event(task, { outcome: Words }),
  QuestionAsked: event({ question: Id, about: QuestionSubject, to: QuestionAddressee }, { question: Words }),
  QuestionAnswered: event({ question: Id }, { answer: Words }),
};
