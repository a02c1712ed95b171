import type { Sealing } from "#lib/domain/checkpoint/state.ts";
import { endReminderAt } from "#lib/domain/checkpoint/validity.ts";
import type { NewJob } from "#lib/store/jobs.ts";
import type { Tasks } from "../enqueue.ts";

/** Tells one person of a side by mail or chat; tried for about two hours. */
export const sideJob = (payload: Tasks["tell-side"]): NewJob => ({
  task: "tell-side",
  payload,
  jobKey: sideKey(payload),
  maxAttempts: 10,
});

export const sideKey = ({ reference, seq, person, because }: Tasks["tell-side"]): string =>
  `tell-side:${reference}:${seq}:${because}:${person}`;

/** Looks again shortly before a sealed GO runs out; nothing for a NO-GO, or a GO that stands to the end. */
export function endReminderJobs(reference: string, sealing: Sealing): NewJob[] {
  const runAt = endReminderAt(sealing);
  if (runAt === null) return [];
  const { seq } = sealing;
  const payload: Tasks["remind-of-end"] = { reference, seq };
  return [{ task: "remind-of-end", payload, jobKey: `end:${reference}:${seq}`, runAt, maxAttempts: 10 }];
}
