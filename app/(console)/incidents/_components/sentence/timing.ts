import type { EventType } from "#lib/domain/incident/events/index.ts";
import { listed } from "./lexicon.ts";
import { at, noteOf, ruleOf, type Sayings } from "./shape.ts";

const news = {
  RollbackStarted: "the rollback has started",
  RunFailed: "the rollback has failed or is in doubt",
  RunFailedAgain: "the rollback has failed again, or is in doubt again",
} as const;

/** What a severity lets wait, and who is told of a run. */
export const timingSayings: Sayings<
  Extract<
    EventType,
    | "TriggerConfirmed"
    | "DiscussionConcluded"
    | "RollbackScheduled"
    | "ConsensusAnswered"
    | "RoleTold"
    | "RoleReached"
  >
> = {
  TriggerConfirmed: (_, text) => ({
    kind: "declared",
    what: "confirmed what was seen",
    isKey: true,
    ...noteOf(text?.evidence),
  }),
  DiscussionConcluded: (_, text) => ({
    kind: "decision",
    what: "concluded the discussion",
    isKey: true,
    ...noteOf(text?.outcome),
  }),
  RollbackScheduled: ({ facts, recordedAt }, text, { pack }) => ({
    kind: "rollback",
    what: `scheduled the rollback for ${at(facts.startAt, recordedAt)}: ${pack.plans[facts.plan]?.title ?? facts.plan}`,
    isKey: true,
    ...noteOf(text?.reason),
  }),
  ConsensusAnswered: ({ facts }, text, { role }) => ({
    kind: "decision",
    what: `${facts.answer === "agreed" ? "agreed to" : "refused"} the schedule as ${role(facts.role)}`,
    isKey: true,
    ...noteOf(text?.reason),
  }),
  RoleTold: ({ facts }, _, { role, person }) => ({
    kind: "clock",
    what: `${role(facts.role)} is told that ${news[facts.cause]}${facts.persons.length === 0 ? ": nobody holds the role" : `: ${listed(facts.persons.map(person))}`}`,
    ...ruleOf(facts.rule),
  }),
  RoleReached: ({ facts }, text, { role, person }) => ({
    kind: facts.outcome === "accepted" ? "notice" : "breach",
    what: `${facts.outcome === "accepted" ? "reached" : "could not reach"} ${person(facts.person)} (${role(facts.role)}): ${news[facts.cause]}`,
    ...noteOf(text?.receipt),
  }),
};
