import { isInScope } from "../gate/found-out.ts";
import type { IncidentState, RunState } from "../incident/state.ts";
import { own } from "../protocol/own.ts";
import type { ProtocolPack } from "../protocol/pack.ts";

type Lane = ProtocolPack["lanes"][string];

/** The lane that a step of a run belongs to, or null where its plan names none (PT-6). */
export function laneOf(pack: ProtocolPack, run: Pick<RunState, "plan">, step: string): Lane | null {
  const name = own(pack.plans, run.plan)?.steps.find(({ id }) => id === step)?.lane;
  return name === undefined ? null : (own(pack.lanes, name) ?? null);
}

/** A planned step's lane, said only where its plan walks its lanes at the same time. */
export function laneBeside(
  pack: ProtocolPack,
  plan: string,
  { lane }: { lane?: string | undefined },
): { lane?: string } {
  const isBeside = own(pack.plans, plan)?.lanes === "side-by-side";
  return isBeside && lane !== undefined ? { lane } : {};
}

/** The lanes that are walked at the declared level; those of no level always (PT-3). */
export const lanesWalked = (state: Pick<IncidentState, "mode">, pack: ProtocolPack): [string, Lane][] =>
  Object.entries(pack.lanes).filter(([, { scopes }]) => isInScope(scopes, state));
