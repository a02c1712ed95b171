import type { CheckState, IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { latestRun } from "../rollback/run.ts";

/** A fact asked at the declaration was given there, because no declaration is accepted without it. */
export const isFactGiven = (state: IncidentState, pack: ProtocolPack, fact: string): boolean =>
  pack.facts[fact]?.asked === "declaration" || state.given[fact] !== undefined;

/** Levels are listed from the narrowest; before one is declared none is reached. */
export function isScopeAtLeast(state: IncidentState, pack: ProtocolPack, level: string): boolean {
  const levels = pack.scope?.levels.map(({ id }) => id) ?? [];
  return state.mode !== null && levels.indexOf(state.mode.scope) >= levels.indexOf(level);
}

/** What names no level belongs to every one; what does belongs to nothing before a level is declared (PT-3). */
export const isInScope = (scopes: readonly string[], state: Pick<IncidentState, "mode">): boolean =>
  scopes.length === 0 || (state.mode !== null && scopes.includes(state.mode.scope));

/** A play was chosen, and every offered one that outranks others was; or none is offered at all. */
export function isContainmentDecided(
  state: IncidentState,
  isOffered: (play: string) => boolean,
  pack: ProtocolPack,
): boolean {
  const offered = Object.entries(pack.plays).filter(([name]) => isOffered(name));
  const isChosen = (name: string) => state.plays.some(({ play }) => play === name);
  return (
    (offered.length === 0 || state.plays.length > 0) &&
    offered.every(([name, { outranks }]) => outranks.length === 0 || isChosen(name))
  );
}

/** What a check came to, unless it was seen before the rollback: that proves nothing of what came after (PT-8, WP-6). */
export function checkNow(state: IncidentState, check: string): CheckState | undefined {
  const seen = state.checks[check];
  const executedAt = latestRun(state)?.executedAt ?? null;
  return seen === undefined || (executedAt !== null && seen.at < executedAt) ? undefined : seen;
}

/** Green by its own result, or, where the pack says so, by a blocker that is known and recorded (PT-8). */
export function isCheckGreen(state: IncidentState, pack: ProtocolPack, check: string): boolean {
  const stands = pack.checks[check]?.replaceable === true && state.blockers[check] !== undefined;
  return stands || checkNow(state, check)?.passed === true;
}

/** At or under its limit, or no further above its own baseline than the tolerance that was recorded with it (WP-6). */
export function isMeasureNormal(state: IncidentState, pack: ProtocolPack, check: string): boolean {
  const described = pack.checks[check];
  const value = checkNow(state, check)?.value ?? null;
  if (described === undefined || value === null) return false;
  if (described.atMost !== undefined && value > described.atMost) return false;
  if (described.tolerancePercent === undefined) return true;
  const baseline = state.baselines[check];
  return baseline !== undefined && value <= baseline.value * (1 + baseline.tolerancePercent / 100);
}
