import type { ActingPerson } from "../incident/circumstances.ts";
import type { IncidentState } from "../incident/state.ts";
import { own } from "../protocol/own.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { StartRule } from "../protocol/parts/people.ts";
import { accept, type Outcome, refuse } from "../refusal.ts";
import { offeredPlans } from "../rollback/offered.ts";
import { scheduleLacks } from "../rollback/schedule.ts";

export type Start = StartRule;

export const startRules = (state: IncidentState, pack: ProtocolPack): Start[] =>
  pack.authority.startRollback.filter((rule) => rule.severities.includes(state.severity));

/** The rule that lets this person start a rollback at this severity, or the refusal that cites it (SM-4). */
export function mayStartRollback(
  state: IncidentState,
  pack: ProtocolPack,
  person: ActingPerson,
): Outcome<Start> {
  const rules = startRules(state, pack);
  const first = rules[0];
  if (first === undefined)
    return refuse(
      "unauthorised",
      null,
      `The protocol names nobody who may start a rollback at ${state.severity}.`,
    );
  const allowed = rules.find((rule) => rule.by.some((role) => holdsRole(person, role, rule.onCallOnly)));
  if (allowed !== undefined) return accept(allowed);
  const lead = pack.roles[pack.commander]?.title ?? "the commander";
  return refuse(
    "unauthorised",
    first.rule ?? null,
    `At ${state.severity} a rollback is started by ${whoStarts(rules, pack)}. Reach one of them, or have the ${lead} name somebody for it.`,
  );
}

const whoStarts = (rules: Start[], pack: ProtocolPack) =>
  rules.map((rule) => starters(rule, pack)).join(", or ");

/** Who starts the rollback where this role does not: what somebody who was called as it must know (SM-4, SM-5). */
export function startedByOthers(state: IncidentState, pack: ProtocolPack, role: string): string | null {
  const rules = startRules(state, pack);
  return rules.length === 0 || rules.some(({ by }) => by.includes(role)) ? null : whoStarts(rules, pack);
}

const holdsRole = (person: ActingPerson, role: string, onCallOnly: boolean) =>
  person.roles.includes(role) && (!onCallOnly || person.onCallRoles.includes(role));

function starters(rule: Start, pack: ProtocolPack): string {
  const roles = rule.by.map((role) => pack.roles[role]?.title ?? role).join(" or ");
  return rule.onCallOnly ? `${roles} on call now` : roles;
}

/** Whether this plan may start now by that rule: only one that the severity offers, and a scheduled one only in its time (SM-4). */
export function mayStartPlan(
  state: IncidentState,
  pack: ProtocolPack,
  rule: Start,
  asked: { plan: string; now: string },
): Outcome<null> {
  const plan = own(pack.plans, asked.plan);
  const offered = offeredPlans(pack, state.severity);
  if (plan !== undefined && !offered.includes(asked.plan)) {
    const others = offered.map((name) => pack.plans[name]?.title ?? name).join(", ") || "none";
    return refuse(
      "rule",
      plan.rule ?? rule.rule ?? null,
      `"${plan.title}" is not a plan of ${state.severity}; there is: ${others}.`,
    );
  }
  if (rule.mode !== "consensus-scheduled") return accept(null);
  const lacks = scheduleLacks(state, pack, rule, asked);
  return lacks.length === 0
    ? accept(null)
    : refuse(
        "rule",
        rule.rule ?? null,
        `The rollback cannot start now: ${lacks.length === 1 ? "one thing is" : `${lacks.length} things are`} missing.`,
        lacks,
      );
}
