import type { IncidentState } from "../incident/state.ts";
import { own } from "../protocol/own.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { latestRun } from "./run.ts";

/** The plans that a severity offers, in the pack's order: one that names no severity is offered at each. */
export const offeredPlans = (pack: ProtocolPack, severity: string): string[] =>
  Object.entries(pack.plans)
    .filter(([, { severities }]) => severities.length === 0 || severities.includes(severity))
    .map(([name]) => name);

/**
 * The plan that is asked for now: the one that was begun and aborted, else the trigger's own where the severity offers
 * it, else the severity's first (SM-1). Null where the trigger asks for no rollback.
 */
export function planAsked(state: IncidentState, pack: ProtocolPack): string | null {
  const asked = own(pack.triggers, state.trigger)?.requires.plan;
  if (asked === undefined) return null;
  const offered = offeredPlans(pack, state.severity);
  const begun = latestRun(state)?.plan;
  if (begun !== undefined && offered.includes(begun)) return begun;
  return offered.includes(asked) ? asked : (offered[0] ?? null);
}
