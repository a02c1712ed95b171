import { z } from "zod";
import { event, Id, Instant, Words } from "./shapes.ts";

const clock = { clock: z.string(), occurrence: z.number().int().positive() };

/** Why a deadline is no longer where it was. */
export const MoveCause = z.enum(["paused", "severity-changed"]);
export type MoveCause = z.infer<typeof MoveCause>;

/** Why the console did not send the holding notice itself. */
export const WithheldBecause = z.enum(["word-sent", "fields-missing", "nobody-to-reach"]);
export type WithheldBecause = z.infer<typeof WithheldBecause>;

/** What keeps a clock honest before and after its deadline. */
export const clockEvents = {
  ClockReminded: event({ ...clock, minutesBefore: z.number(), dueAt: Instant, persons: z.array(Id) }, {}),
  /** Whether a person who owes it was reached outside the console. */
  ReminderTold: event(
    { ...clock, minutesBefore: z.number(), person: Id, outcome: z.enum(["accepted", "failed"]) },
    { receipt: Words },
  ),
  ClockPaused: event(clock, { reason: Words }),
  ClockResumed: event(clock, { reason: Words }),
  ClockMoved: event({ ...clock, from: Instant, to: Instant, atRiskAt: Instant, because: MoveCause }, {}),
  HoldingWithheld: event({ ...clock, because: WithheldBecause, notice: Id.nullable() }, { detail: Words }),
  BreachExplained: event(clock, { words: Words }),
};
