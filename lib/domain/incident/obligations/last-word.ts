import { isOwed } from "../../clock/firing.ts";
import { openCriteria } from "../../gate/holds.ts";
import type { Condition } from "../../protocol/condition.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { planAsked } from "../../rollback/offered.ts";
import { latestRun } from "../../rollback/run.ts";
import type { IncidentState } from "../state.ts";

/** What the end itself brings: words, and what is written up afterwards. */
export const comesLast: ReadonlySet<Condition["is"]> = new Set([
  "clocks-settled",
  "status-operational",
  "notice-accepted",
  "deliverable-handed-in",
]);

/**
 * Whether the next notice is the last one. Not while rollback mode still holds things up (PT-9). Then: the rollback is complete; or none was asked for, and nothing but words is
 * still open (MKC-4.7). Else each update would promise another, for ever.
 */
export function isTimeForLastWord(state: IncidentState, pack: ProtocolPack): boolean {
  const run = latestRun(state);
  if (pack.unfreeze !== undefined && state.mode !== null && state.unfrozen === null) return false;
  if (run?.completedAt != null) return true;
  if (run !== null || planAsked(state, pack) !== null) return false;
  const waits = state.clocks.filter(isOwed).some(({ clock }) => {
    const is = pack.clocks[clock]?.metBy.is;
    return is !== "next-notice-to-same-audiences" && is !== "deliverable";
  });
  const open = openCriteria(pack.exit, state, pack, { otherCriticalIncidents: 0 });
  return !waits && open.every(({ condition }) => comesLast.has(condition.is));
}
