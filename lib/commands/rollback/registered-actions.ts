import { parseActionsFile, type RegisteredAction } from "#lib/domain/rollback/action.ts";
import { findActions } from "#lib/store/registered-actions.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/** The actions that the worker published for a service; one that can no longer be read counts as none. */
export async function registeredActionsOf(
  service: string,
  environment: string,
  tx: Transaction,
): Promise<RegisteredAction[]> {
  const published = await findActions(service, environment, tx);
  return published.flatMap(({ definition }) => {
    const parsed = parseActionsFile({ actions: [definition] });
    return parsed.ok ? parsed.actions : [];
  });
}
