import type { ClockState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";

export type Firing = { at: string; as: "at-risk" | "breach" | "escalation" };

const minute = 60_000;

/** An instant some minutes later; a factor above 1 (demonstrations only) makes the minutes shorter. */
export function minutesAfter(instant: string, minutes: number, clockFactor: number): string {
  return new Date(Date.parse(instant) + (minutes * minute) / clockFactor).toISOString();
}

/** A clock that was neither met nor released is owed still, breached or not. */
export const isOwed = (clock: ClockState): boolean => clock.metAt === null && clock.releasedAt === null;

/**
 * What a clock does next and when; null when nothing more is due. The due table holds exactly this.
 * A breached clock that is still unmet goes on along its escalation path.
 */
export function nextFiring(clock: ClockState, pack: ProtocolPack, clockFactor: number): Firing | null {
  if (!isOwed(clock)) return null;
  switch (clock.status) {
    case "running":
      return { at: clock.atRiskAt, as: "at-risk" };
    case "at-risk":
      return { at: clock.dueAt, as: "breach" };
    case "met":
    case "released":
      return null;
    case "breached": {
      const escalation = pack.escalations[pack.clocks[clock.clock]?.onBreach ?? ""];
      if (escalation === undefined || clock.escalatedTo.length >= escalation.path.length) return null;
      const from = clock.breachedAt ?? clock.dueAt;
      return {
        at: minutesAfter(from, escalation.eachMinutes * clock.escalatedTo.length, clockFactor),
        as: "escalation",
      };
    }
  }
}
