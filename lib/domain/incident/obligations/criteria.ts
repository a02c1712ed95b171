import { criteriaAsked, holds, type Surroundings } from "../../gate/holds.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { planAsked } from "../../rollback/offered.ts";
import { latestRun } from "../../rollback/run.ts";
import type { Obligation } from "../obligation.ts";
import type { IncidentState } from "../state.ts";
import { waysToMeet } from "./open-conditions.ts";

const alone: Surroundings = { otherCriticalIncidents: 0 };

/** What duties, a plan's needs and the exit criteria ask for: every open condition by the act that meets it. */
export function criteriaObligations(state: IncidentState, pack: ProtocolPack): Obligation[] {
  return [...duties(state, pack), ...needs(state, pack), ...exit(state, pack)];
}

const duties = (state: IncidentState, pack: ProtocolPack): Obligation[] =>
  Object.entries(pack.duties)
    .filter(([, duty]) => duty.when.every((condition) => holds(condition, state, pack, alone)))
    .flatMap(([name, duty]) =>
      waysToMeet(duty.met, { state, pack, around: alone }).map((way, index) => ({
        id: `duty:${name}#${index}`,
        title: duty.title,
        why: duty.why ?? duty.reading ?? "The protocol asks for it.",
        rule: duty.rule ?? null,
        owner: duty.owner,
        dueAt: null,
        act: way.act,
      })),
    );

/** What must hold before the trigger's plan may start. */
function needs(state: IncidentState, pack: ProtocolPack): Obligation[] {
  const plan = pack.plans[planAsked(state, pack) ?? ""];
  const run = latestRun(state);
  if (plan === undefined || (run !== null && run.status !== "aborted")) return [];
  return criteriaOwed("need", plan.needs, state, pack);
}

const exit = (state: IncidentState, pack: ProtocolPack): Obligation[] =>
  criteriaOwed("exit", pack.exit, state, pack);

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
