import { z } from "zod";
import { event, Id, Instant, Words } from "./shapes.ts";

const news = {
  run: Id,
  cause: z.enum(["RollbackStarted", "RunFailed", "RunFailedAgain"]),
  role: z.string(),
};

/** What a severity lets wait: a confirmation, a discussion, a time and a consensus; and who is told of a run. */
export const timingEvents = {
  TriggerConfirmed: event({}, { evidence: Words }),
  DiscussionConcluded: event({}, { outcome: Words }),
  RollbackScheduled: event({ plan: z.string(), startAt: Instant }, { reason: Words }),
  ConsensusAnswered: event({ role: z.string(), answer: z.enum(["agreed", "refused"]) }, { reason: Words }),
  RoleTold: event({ ...news, rule: z.string().nullable(), persons: z.array(Id) }, {}),
  /** Whether one of those persons was reached outside the console. */
  RoleReached: event({ ...news, person: Id, outcome: z.enum(["accepted", "failed"]) }, { receipt: Words }),
};
