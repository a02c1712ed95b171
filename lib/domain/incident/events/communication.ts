import { z } from "zod";
import { event, Id, Instant, Words } from "./shapes.ts";

const clock = { clock: z.string(), occurrence: z.number().int().positive() };

export const communicationEvents = {
  ClockStarted: event(
    {
      ...clock,
      rule: z.string().nullable(),
      startedAt: Instant,
      dueAt: Instant,
      atRiskAt: Instant,
      /** For a promised update: the audiences that the next notice must reach. */
      audiences: z.array(z.string()).optional(),
    },
    {},
  ),
  ClockAtRisk: event(clock, {}),
  ClockMet: event({ ...clock, bySeq: z.number().int().positive() }, {}),
  ClockBreached: event({ ...clock, dueAt: Instant, atDeclaration: z.boolean() }, {}),
  Escalated: event({ ...clock, escalation: z.string(), toRole: z.string(), persons: z.array(Id) }, {}),
  /** Whether a person that a clock escalated to was reached outside the console. */
  EscalationTold: event(
    { ...clock, person: Id, outcome: z.enum(["accepted", "failed"]) },
    { receipt: Words },
  ),
  NoticeSent: event(
    {
      notice: Id,
      template: z.string(),
      audiences: z.array(z.string()),
      deliveries: z.array(
        z.strictObject({
          id: Id,
          audiences: z.array(z.string()).min(1),
          channel: z.enum(["mail", "webhook", "slack", "teams"]),
          person: Id.nullable(),
          endpoint: Id.nullable(),
        }),
      ),
      /** Who has it in the inbox alone, because of quiet hours. */
      quiet: z.array(Id).optional(),
      nextUpdateAt: Instant.nullable(),
      /** The clock for which the console itself sent it: such a word never meets one. */
      holding: z.strictObject(clock).optional(),
      headSeq: z.number().int().nonnegative(),
      headHash: z.string(),
    },
    { subject: Words, body: Words, fields: z.record(z.string(), Words) },
  ),
  DeliveryAccepted: event(
    { notice: Id, delivery: Id, attempt: z.number().int().positive() },
    { receipt: Words },
  ),
  DeliveryFailed: event(
    {
      notice: Id,
      delivery: Id,
      attempt: z.number().int().positive(),
      permanent: z.boolean(),
      /** When it is tried again; not said of one that failed for good. */
      againAt: Instant.optional(),
    },
    { reason: Words },
  ),
  /** A person has a delivery that failed for good tried once more. */
  DeliveryRetried: event({ notice: Id, delivery: Id }, {}),
  StatusPublished: event(
    {
      publication: Id,
      state: z.enum(["investigating", "maintenance", "monitoring", "resolved"]),
      services: z.array(
        z.strictObject({ id: Id, health: z.enum(["operational", "degraded", "outage", "maintenance"]) }),
      ),
    },
    { title: Words, body: Words },
  ),
};
