import { mayStartRollback, startRules } from "../../authority/start-rollback.ts";
import { asOpenParticipant } from "../../authority/who.ts";
import { heldUp } from "../../clock/blocks.ts";
import { minutesAfter } from "../../clock/firing.ts";
import { utc } from "../../notice/values.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { StartRule } from "../../protocol/parts/people.ts";
import { accept, refuse } from "../../refusal.ts";
import { offeredPlans } from "../../rollback/offered.ts";
import { isUnderWay, latestRun } from "../../rollback/run.ts";
import { standingSchedule } from "../../rollback/schedule.ts";
import { type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

export type Scheduling = { plan: string; startAt: string; reason: string };

/** Proposes when a rollback starts: by who may start it, after the discussion, and as far ahead as the rule asks (SM-4). */
export function decideSchedule(
  state: IncidentState,
  pack: ProtocolPack,
  input: Scheduling,
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const allowed = mayStartRollback(state, pack, person.value);
  if (!allowed.ok) return allowed;
  const rule = allowed.value;
  if (rule.mode !== "consensus-scheduled")
    return refuse("rule", rule.rule ?? null, `At ${state.severity} a rollback is not scheduled: start it.`);
  const held = heldUp("schedule-rollback", state, pack, circumstances.now);
  if (held !== null) return held;
  const problem = notNow(state, pack) ?? wrongPlan(state, pack, rule, input.plan);
  if (problem !== null) return problem;
  const early = tooNear(state, rule, input.startAt, circumstances.now);
  if (early !== null) return refuse("rule", rule.rule ?? null, early);
  const { reason, ...facts } = input;
  return accept([{ type: "RollbackScheduled", facts, text: { reason } }]);
}

function notNow(state: IncidentState, pack: ProtocolPack): Decided | null {
  const trigger = own(pack.triggers, state.trigger);
  if (trigger?.discussed === true && state.discussed === null)
    return refuse("rule", trigger.rule ?? null, "The team's discussion comes first; conclude it.");
  const run = latestRun(state);
  if (run !== null && isUnderWay(run))
    return refuse("conflict", null, `A rollback is ${run.status} already.`);
  return run === null || run.status === "aborted"
    ? null
    : refuse("conflict", null, "The rollback is done; there is nothing left to schedule.");
}

function wrongPlan(state: IncidentState, pack: ProtocolPack, rule: StartRule, name: string): Decided | null {
  const plan = own(pack.plans, name);
  if (plan === undefined) return refuse("invalid", null, `${pack.title} knows no plan "${name}".`);
  return offeredPlans(pack, state.severity).includes(name)
    ? null
    : refuse("rule", plan.rule ?? rule.rule ?? null, `"${plan.title}" is not a plan of ${state.severity}.`);
}

const furthestDays = 30;

function tooNear(state: IncidentState, rule: StartRule, startAt: string, now: string): string | null {
  if (Date.parse(startAt) - Date.parse(now) > furthestDays * 86_400_000)
    return `It is scheduled at most ${furthestDays} days ahead.`;
  const minutes = rule.ahead?.minutes ?? 0;
  const earliest = minutesAfter(now, minutes, state.clockFactor);
  if (startAt >= earliest && startAt > now) return null;
  return `It starts at least ${minutes} minutes from now, so that everybody is told ahead: ${utc(earliest)} or later.`;
}

export type ConsensusAnswer = { role: string; answer: "agreed" | "refused"; reason: string };

/** A role's word on the schedule: by its holder, never by who proposed it nor twice by one person; one refusal voids it (SM-4). */
export function decideConsensus(
  state: IncidentState,
  pack: ProtocolPack,
  input: ConsensusAnswer,
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const rule = startRules(state, pack).find(({ consensus }) => consensus.includes(input.role));
  const cited = rule?.rule ?? null;
  if (rule === undefined)
    return refuse("rule", null, `At ${state.severity} nobody waits for this role's agreement.`);
  const title = pack.roles[input.role]?.title ?? input.role;
  if (!person.value.roles.includes(input.role))
    return refuse("unauthorised", cited, `This answer is ${title}'s.`);
  const schedule = standingSchedule(state);
  if (schedule === null)
    return refuse("conflict", cited, "No schedule stands; another time has to be proposed first.");
  if (schedule.by === person.value.id)
    return refuse("unauthorised", cited, "Who proposed the schedule does not agree to it.");
  const given = schedule.consensus[input.role];
  if (given !== undefined && (given.by !== person.value.id || given.answer === input.answer))
    return refuse(
      "conflict",
      cited,
      `${personToken(given.by)} answered for ${title} already: ${given.answer}.`,
    );
  const elsewhere = Object.entries(schedule.consensus).find(
    ([role, answer]) => role !== input.role && answer.by === person.value.id,
  );
  if (elsewhere !== undefined)
    return refuse("unauthorised", cited, "A consensus is of different people, and you answered already.");
  const { role, answer, reason } = input;
  return accept([{ type: "ConsensusAnswered", facts: { role, answer }, text: { reason } }]);
}
