import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { findRun } from "#lib/domain/rollback/run.ts";
import { whatRuns } from "#lib/domain/rollback/what-runs.ts";
import { findServices, updateCurrent } from "#lib/store/services.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/** A verified rollback has asked the service itself: what it brought back or found runs there now, for every screen. */
export async function rememberWhatRuns(
  tx: Transaction,
  { state, events }: { state: IncidentState; events: LoggedEvent[] },
  pack: ProtocolPack,
): Promise<void> {
  for (const event of events) {
    const run = event.type === "RollbackVerified" ? findRun(state, event.facts.run) : null;
    if (run === null) continue;
    const { service: serviceId, environment } = run;
    const [service] = await findServices([serviceId], tx);
    const before = service?.environments.find(({ name }) => name === environment)?.current ?? {};
    const { known, unproven } = whatRuns(run, pack);
    const now = Object.entries({ ...before, ...known }).filter(([name]) => !unproven.includes(name));
    await updateCurrent(tx, { serviceId, environment }, Object.fromEntries(now));
  }
}
