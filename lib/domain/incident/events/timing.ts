import { z } from "zod";
import { event, Id, Instant, Words } from "./shapes.ts";

/** What a severity lets wait: a confirmation, a discussion, a time and a consensus; and who is told of a run. */
export const timingEvents = {
  TriggerConfirmed: event({}, { evidence: Words }),
  DiscussionConcluded: event({}, { outcome: Words }),
  RollbackScheduled: event({ plan: z.string(), startAt: Instant }, { reason: Words }),
  ConsensusAnswered: event({ role: z.string(), answer: z.enum(["agreed", "refused"]) }, { reason: Words }),
  RoleTold: event(
    {
      run: Id,
      cause: z.enum(["RollbackStarted", "RunFailed", "RunFailedAgain"]),
      rule: z.string().nullable(),
      role: z.string(),
      persons: z.array(Id),
    },
    {},
  ),
};
