import type { Declaration } from "#lib/domain/incident/decide/declare.ts";
import { startsRollback } from "#lib/domain/incident/testing/acts.ts";
import { personWith } from "#lib/domain/incident/testing/cast.ts";
import { declarationOf, packOf, Story } from "#lib/domain/incident/testing/story.ts";
import { answersFor, concludes, confirms, schedules } from "#lib/domain/incident/testing/timing-acts.ts";
import { mvp4Ga } from "../../mvp4-ga.ts";

export const pack = packOf(mvp4Ga);
export const captain = personWith(1, ["release-captain"]);
export const sre = personWith(2, ["on-call-sre"]);
export const offCall = personWith(3, ["on-call-sre"], null, []);
export const sreLead = personWith(4, ["sre-lead"]);
export const writer = personWith(5, ["communications"]);
export const vp = personWith(6, ["vp-engineering"]);
export const product = personWith(7, ["product-owner"]);
export const cast = [captain, sre, offCall, sreLead, writer, vp, product];
const participants = cast.map(({ id, roles }) => ({ person: id, roles, party: null }));
export const answers = {
  userImpact: "Nobody can order",
  dataImpact: "Orders of the last 5 minutes have no total",
  availabilityImpact: "The shop answers with errors",
};
export const triggersOf = {
  P0: ["data-corruption", "security-breach", "global-outage", "critical-cve", "database-failure"],
  P1: ["slo-breach", "error-rate-spike", "policy-failures", "memory-leak", "cascading-failures"],
  P2: ["feature-regression", "performance-degradation", "audit-trail-issues", "configuration-drift"],
};
export type Severity = keyof typeof triggersOf;

export const declare = (change: Partial<Declaration>, declaredAt = 1) => {
  const story = new Story(pack);
  const declared = story.declares(
    declaredAt,
    captain,
    declarationOf({ trigger: "global-outage", severity: "P0", participants, answers, ...change }),
  );
  return { story, declared };
};

const usual = { P0: "global-outage", P1: "slo-breach", P2: "feature-regression" };

export const incident = (severity: Severity, declaredAt = 1, trigger = usual[severity]) => {
  const { story, declared } = declare({ trigger, severity }, declaredAt);
  if (!declared.ok) throw new Error(declared.refusal.message);
  return story;
};

export const planAt = { P0: "emergency", P1: "urgent", P2: "planned" };

/** A rollback that has begun at minute 2, at P1 of a trigger confirmed in the same minute. */
export const rollingBack = (severity: "P0" | "P1") => {
  const story = incident(severity);
  if (severity === "P1") confirms(story, 2, sre);
  const started = startsRollback(story, 2, severity === "P0" ? sre : captain, planAt[severity]);
  if (!started.ok) throw new Error(started.refusal.message);
  return story;
};

/** Discussed until minute 5, scheduled at minute 6 for minute 40, agreed at minutes 7 and 8. */
export const agreed = () => {
  const story = scheduled();
  answersFor(story, 7, product, "product-owner");
  answersFor(story, 8, sreLead, "sre-lead");
  return story;
};

export const scheduled = () => {
  const story = incident("P2");
  concludes(story, 5, captain);
  const proposed = schedules(story, 6, captain, { plan: "planned", startAt: 40 });
  if (!proposed.ok) throw new Error(proposed.refusal.message);
  return story;
};
