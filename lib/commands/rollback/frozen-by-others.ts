import type { FrozenBy } from "#lib/domain/incident/events/rollback.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { frozenElsewhere } from "#lib/domain/rollback/frozen.ts";
import { findRun } from "#lib/domain/rollback/run.ts";
import { standingFreezes } from "#lib/queries/standing-freezes.ts";
import { findPersons } from "#lib/store/people.ts";
import { findServices } from "#lib/store/services.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/** The freezes of other incidents that stand in a run's way now. */
export async function frozenByOthers(tx: Transaction, state: IncidentState, id: string): Promise<FrozenBy[]> {
  const run = findRun(state, id);
  const [service] = run === null ? [] : await findServices([run.service], tx);
  if (run === null || service === undefined) return [];
  const standing = await standingFreezes(service, tx);
  if (standing.every(({ incident }) => incident === state.reference)) return [];
  const [starter] = await findPersons([run.startedBy], tx);
  const asked = { service: service.key, environment: run.environment, actor: starter?.email };
  return frozenElsewhere(state, asked, standing);
}
