import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { findRun } from "#lib/domain/rollback/run.ts";
import { updateCurrent } from "#lib/store/services.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/** A verified rollback has asked the service itself, so what runs there now is the run's target, for every screen. */
export async function rememberWhatRuns(
  tx: Transaction,
  { state, events }: { state: IncidentState; events: LoggedEvent[] },
): Promise<void> {
  for (const event of events) {
    const run = event.type === "RollbackVerified" ? findRun(state, event.facts.run) : null;
    if (run === null) continue;
    const { service: serviceId, environment, target } = run;
    await updateCurrent(tx, { serviceId, environment }, target);
  }
}
