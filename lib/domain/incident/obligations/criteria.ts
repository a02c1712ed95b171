import { isOwed } from "../../clock/firing.ts";
import { criteriaAsked, holds, type Surroundings } from "../../gate/holds.ts";
import type { Condition } from "../../protocol/condition.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { offeredPlans, planAsked } from "../../rollback/offered.ts";
import { latestRun } from "../../rollback/run.ts";
import type { Obligation } from "../obligation.ts";
import type { IncidentState } from "../state.ts";
import { comesLast } from "./last-word.ts";
import { waysToMeet } from "./open-conditions.ts";

const alone: Surroundings = { otherCriticalIncidents: 0 };

/** What duties, a plan's needs and the exit criteria ask for: every open condition by the act that meets it. */
export function criteriaObligations(state: IncidentState, pack: ProtocolPack): Obligation[] {
  const asked = [...duties(state, pack), ...needs(state, pack), ...exit(state, pack)];
  const ofTrigger = triggerOwed(state, pack).filter(
    ({ act }) => !asked.some((other) => other.act.kind === act.kind),
  );
  return [...asked, ...ofTrigger];
}

/** What a trigger asks of people before anything else: that it is confirmed, and discussed (SM-2, SM-3). */
function triggerOwed(state: IncidentState, pack: ProtocolPack): Obligation[] {
  const trigger = pack.triggers[state.trigger];
  const asked: Condition[] = [
    ...(trigger?.confirms === true ? [{ is: "trigger-confirmed" as const }] : []),
    ...(trigger?.discussed === true ? [{ is: "discussion-concluded" as const }] : []),
  ];
  return asked.flatMap((condition) =>
    waysToMeet(condition, { state, pack, around: alone }).map((way) => ({
      id: `trigger:${condition.is}`,
      title: way.title,
      why: trigger?.requires.summary ?? "",
      rule: trigger?.rule ?? null,
      owner: way.owner,
      dueAt: null,
      act: way.act,
    })),
  );
}

const duties = (state: IncidentState, pack: ProtocolPack): Obligation[] =>
  Object.entries(pack.duties)
    .filter(([, duty]) => duty.when.every((condition) => holds(condition, state, pack, alone)))
    .flatMap(([name, duty]) =>
      waysToMeet(duty.met, { state, pack, around: alone }).map((way, index, ways) => ({
        id: `duty:${name}#${index}`,
        title: ways.length === 1 ? duty.title : way.title,
        why: duty.why ?? duty.reading ?? "The protocol asks for it.",
        rule: duty.rule ?? null,
        owner: duty.owner,
        dueAt: null,
        act: way.act,
      })),
    );

/** What must hold before the plan may start that the trigger or a running clock asks for, due when that clock is. */
function needs(state: IncidentState, pack: ProtocolPack): Obligation[] {
  const clock = state.clocks.filter(isOwed).find((one) => asksForStart(pack.clocks[one.clock]?.metBy));
  const first = clock === undefined ? undefined : offeredPlans(pack, state.severity)[0];
  const plan = pack.plans[planAsked(state, pack) ?? first ?? ""];
  const run = latestRun(state);
  if (plan === undefined || (run !== null && run.status !== "aborted")) return [];
  const dueAt = clock?.dueAt ?? null;
  return criteriaOwed("need", plan.needs, state, pack).map((need) => ({ ...need, dueAt }));
}

type MetBy = ProtocolPack["clocks"][string]["metBy"];
const asksForStart = (metBy: MetBy | undefined): boolean =>
  metBy?.is === "recorded" && metBy.event === "RollbackStarted";

/**
 * What the end asks for, in the order of an end: what proves that it is over is not asked for while a rollback is still
 * to come, and the word that it is over only once the rest holds.
 */
function exit(state: IncidentState, pack: ProtocolPack): Obligation[] {
  const run = latestRun(state);
  const isToCome = planAsked(state, pack) !== null && run?.verifiedAt == null && run?.status !== "aborted";
  const open = criteriaAsked(pack.exit, state, pack, alone);
  const isRestMet = open.every(
    ({ condition }) => comesLast.has(condition.is) || holds(condition, state, pack, alone),
  );
  const fitting = pack.exit.filter(({ condition }) => isRestMet || condition.is !== "notice-accepted");
  return criteriaOwed("exit", fitting, state, pack).filter(
    ({ act }) => !(isToCome && provesTheEnd.has(act.kind)),
  );
}

/** What was normal before is not among them: it is the sooner found out the better. */
const provesTheEnd: ReadonlySet<Obligation["act"]["kind"]> = new Set([
  "attest",
  "report-check",
  "hand-in-evidence",
]);

const criteriaOwed = (
  of: "need" | "exit",
  criteria: ProtocolPack["exit"],
  state: IncidentState,
  pack: ProtocolPack,
): Obligation[] =>
  criteriaAsked(criteria, state, pack, alone).flatMap((criterion) =>
    waysToMeet(criterion.condition, { state, pack, around: alone }).map((way, index) => ({
      id: `${of}:${criterion.id}#${index}`,
      title: way.title,
      why:
        of === "need"
          ? `Before a rollback may start: ${criterion.title}`
          : `Before closing: ${criterion.title}`,
      rule: criterion.rule ?? null,
      owner: criterion.owner ?? way.owner,
      dueAt: null,
      act: way.act,
    })),
  );
