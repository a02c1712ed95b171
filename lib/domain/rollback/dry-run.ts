import { mayStartPlan, mayStartRollback } from "../authority/start-rollback.ts";
import { criteriaAsked, openCriteria, type Surroundings } from "../gate/holds.ts";
import type { ActingPerson } from "../incident/circumstances.ts";
import type { FrozenBy } from "../incident/events/rollback.ts";
import type { IncidentState } from "../incident/state.ts";
import { own } from "../protocol/own.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { Refusal } from "../refusal.ts";
import { partsOf } from "./parts.ts";
import type { PlannedRun } from "./plan.ts";
import { isUnderWay, latestRun } from "./run.ts";
import { outdatedTargets } from "./targets.ts";

/** One thing that a start would look at, and how it is now. */
export type Finding = { title: string; says: string; rule: string | null; holds: boolean };

export type DryRunAsked = {
  plan: string;
  person: ActingPerson;
  now: string;
  planned: PlannedRun;
  around: Surroundings;
  frozenBy: readonly FrozenBy[];
  /** The incident whose run acts on the same environment now. */
  elsewhere: string | null;
  hasWorker: boolean;
};

/** All that would let a plan start now or keep it from starting, each with its rule; nothing is run for it (SM-4, PT-5). */
export function dryRun(state: IncidentState, pack: ProtocolPack, asked: DryRunAsked): Finding[] {
  return [
    incidentFinding(state),
    ...authorityFindings(state, pack, asked),
    ...needFindings(state, pack, asked),
    ...stepFindings(asked.planned),
    runFinding(state),
    elsewhereFinding(asked.elsewhere),
    ...freezeFindings(asked.frozenBy),
    finding(
      "A worker",
      asked.hasWorker,
      "One is there to run it.",
      "No worker was heard of lately; nothing would run.",
    ),
  ];
}

function finding(
  title: string,
  holds: boolean,
  yes: string,
  no: string,
  rule: string | null = null,
): Finding {
  return { title, holds, says: holds ? yes : no, rule };
}

const incidentFinding = ({ status }: IncidentState) =>
  finding("The incident", status === "open", "It is open.", "It is closed; nothing starts in it.");

function authorityFindings(state: IncidentState, pack: ProtocolPack, asked: DryRunAsked): Finding[] {
  const allowed = mayStartRollback(state, pack, asked.person);
  if (!allowed.ok) return refused("Who may start it", allowed.refusal);
  const rule = allowed.value.rule ?? null;
  const you = { title: "Who may start it", holds: true, says: modeWords[allowed.value.mode], rule };
  const may = mayStartPlan(state, pack, allowed.value, asked);
  return may.ok ? [you] : [you, ...refused("This plan, now", may.refusal)];
}

const modeWords = {
  "act-first": "You may, at once.",
  "approval-meanwhile": "You may, at once; an approval is asked meanwhile.",
  "approval-before": "You may; it waits for an approval before its first step.",
  "consensus-scheduled": "You may, at the agreed time.",
} as const;

function refused(title: string, { message, rule, blockers = [] }: Refusal): Finding[] {
  const all = blockers.length === 0 ? [{ message, rule }] : blockers;
  return all.map((one) => ({ title, holds: false, says: one.message, rule: one.rule }));
}

function needFindings(
  state: IncidentState,
  pack: ProtocolPack,
  { plan, around, now }: DryRunAsked,
): Finding[] {
  const needs = own(pack.plans, plan)?.needs ?? [];
  const open = openCriteria(needs, state, pack, around);
  const asked = criteriaAsked(needs, state, pack, around).map((need) =>
    finding(
      need.title,
      !open.some(({ id }) => id === need.id),
      "It holds.",
      "It does not hold yet.",
      need.rule ?? null,
    ),
  );
  const outdated = outdatedTargets(plan, { pack, state, now });
  return [
    ...asked,
    ...outdated.map(({ message, rule }) => finding("What it goes back to", false, "", message, rule)),
  ];
}

function stepFindings(planned: PlannedRun): Finding[] {
  const title = "Actions and their values";
  if (planned.ok)
    return [finding(title, true, "Every step is registered, with every value that it takes.", "")];
  return planned.problems.map(({ step, message }) => finding(title, false, "", `${step}: ${message}`));
}

function runFinding(state: IncidentState): Finding {
  const run = latestRun(state);
  const isFree = run === null || run.status === "aborted";
  const no =
    run !== null && isUnderWay(run)
      ? `A rollback of this incident is ${run.status}.`
      : "The rollback is done and verified; there is nothing left to roll back.";
  return finding("This incident's rollback", isFree, "None is under way.", no);
}

const elsewhereFinding = (elsewhere: string | null) =>
  finding(
    "The same service elsewhere",
    elsewhere === null,
    "No other incident rolls it back now.",
    `${elsewhere} is rolling it back now.`,
  );

function freezeFindings(frozenBy: readonly FrozenBy[]): Finding[] {
  const title = "Freezes of other incidents";
  if (frozenBy.length === 0) return [finding(title, true, "None stands in the way.", "")];
  return frozenBy.map(({ incident, title: freeze, rule }) => {
    const says = `${incident} froze it: ${freeze}. The run would stop before its first step and ask.`;
    return finding(title, false, "", says, rule);
  });
}

type Laned = { id: string; lane?: string | undefined; expectedSeconds: number };

/** When each step would begin, in seconds from the start, were each to take as long as expected. */
export function startsOf(steps: readonly Laned[]): Record<string, number> {
  const starts: Record<string, number> = {};
  let at = 0;
  for (const lanes of partsOf(steps)) {
    const ends = lanes.map((lane) =>
      lane.reduce((time, { id, expectedSeconds }) => {
        starts[id] = time;
        return time + expectedSeconds;
      }, at),
    );
    at = Math.max(at, ...ends);
  }
  return starts;
}
