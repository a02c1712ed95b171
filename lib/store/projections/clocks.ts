import { nextFiring } from "#lib/domain/clock/firing.ts";
import { type Changes, changed, put, type Step } from "./rows.ts";

export function projectClocks({ clocks }: Changes, { incidentId, before, after, pack }: Step): void {
  for (const clock of changed(before?.clocks, after.clocks)) {
    const firing = nextFiring(clock, pack, after.clockFactor);
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
      escalatedTo: clock.escalatedTo,
      fireAt: firing?.at ?? null,
      fires: firing?.as ?? null,
    });
  }
}
