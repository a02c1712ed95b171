import { isOwner } from "../authority/who.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { latestRun } from "../rollback/run.ts";
import type { Obligation } from "./obligation.ts";
import { clockObligations } from "./obligations/clocks.ts";
import { closingObligations } from "./obligations/closing.ts";
import { commandObligations } from "./obligations/command.ts";
import { criteriaObligations } from "./obligations/criteria.ts";
import { decisionObligations } from "./obligations/decision.ts";
import { rollbackObligations } from "./obligations/rollback.ts";
import type { IncidentState } from "./state.ts";

/** Everything open in an incident, soonest first: the left column of the war room. Nobody should have to know the runbook. */
export function obligations(state: IncidentState, pack: ProtocolPack): Obligation[] {
  if (state.status === "closed") return [];
  const run = latestRun(state);
  const all = [
    ...clockObligations(state, pack),
    ...rollbackObligations(state, pack, run),
    ...decisionObligations(state, pack, run),
    ...commandObligations(state, pack),
    ...closingObligations(state, pack),
  ];
  const derived = criteriaObligations(state, pack).filter(
    (one) => !all.some((other) => isSameAct(one.act, other.act)),
  );
  const once = [...all, ...derived].filter(
    (one, index, list) => list.findIndex((other) => sameAct(one, other)) === index,
  );
  return once.sort((a, b) => order(a).localeCompare(order(b)));
}

/** A criterion asks for nothing that something else with an owner of its own asks for already. */
const isSameAct = (a: Obligation["act"], b: Obligation["act"]) => JSON.stringify(a) === JSON.stringify(b);

/** A clock and a run may ask the same of the same people; then the one with the deadline stands. */
const sameAct = (a: Obligation, b: Obligation) =>
  JSON.stringify([a.act, a.owner]) === JSON.stringify([b.act, b.owner]);

/** What a run stands still for comes first, then by deadline; what has none comes last. */
const order = ({ act, dueAt }: Obligation) =>
  act.kind === "rule-on-step" || act.kind === "resume-run" ? "0" : (dueAt ?? "9");

export type Viewer = { person: string; roles: string[]; party: string | null; commander: boolean };

/** Whether an obligation is this person's to meet. */
export function isMine(obligation: Obligation, viewer: Viewer): boolean {
  const { owner } = obligation;
  return "person" in owner ? owner.person === viewer.person : isOwner(viewer, owner);
}
