import { nextFiring } from "#lib/domain/clock/firing.ts";
import { type Changes, changed, put, type Step } from "./rows.ts";

export function projectClocks({ clocks }: Changes, { incidentId, before, after, pack }: Step): void {
  const closes = before !== null && before.status !== after.status;
  for (const clock of closes ? after.clocks : changed(before?.clocks, after.clocks)) {
    // A closed incident's promises fall away: a row that stayed due would be claimed again and again.
    const firing = after.status === "closed" ? null : nextFiring(clock, pack, after.clockFactor);
    put(clocks, `${clock.clock} ${clock.occurrence}`, {
      incidentId,
      clock: clock.clock,
      occurrence: clock.occurrence,
      rule: clock.rule,
      status: clock.status,
      startedAt: clock.startedAt,
      atRiskAt: clock.atRiskAt,
      dueAt: clock.dueAt,
      metAt: clock.metAt,
      breachedAt: clock.breachedAt,
      releasedAt: clock.releasedAt,
      escalatedTo: clock.escalatedTo,
      pausedAt: clock.paused?.at ?? null,
      fireAt: firing?.at ?? null,
      fires: firing?.as ?? null,
    });
  }
}
