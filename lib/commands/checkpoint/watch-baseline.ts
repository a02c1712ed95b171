import { decideObservation } from "#lib/domain/checkpoint/decide/ending.ts";
import type { Actor } from "#lib/domain/incident/events/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { lockCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { openCheckpointsOn } from "#lib/store/checkpoints.ts";
import type { EnvironmentAddress, Values } from "#lib/store/services.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { checkpointCircumstances, recordOn } from "./checkpoint-command.ts";

const watcher: Actor = { kind: "console", id: "baseline-watch" };

/**
 * A newly approved baseline is NO-GO for every open checkpoint whose locked values it moves: recorded by the console
 * in the same transaction, with its cause (MKD-1).
 */
export async function watchBaseline(
  tx: Transaction,
  { serviceId, environment }: EnvironmentAddress,
  baseline: Values,
): Promise<void> {
  const open = await openCheckpointsOn([serviceId], tx);
  for (const { reference, packHash } of open.filter((one) => one.environment === environment)) {
    const state = await lockCheckpoint(tx, reference);
    if (state === null) throw new AppError("broken-invariant", "A checkpoint has no log.");
    const names = Object.keys(state.locked).filter(
      (name) => state.watched.includes(name) || baseline[name] !== undefined,
    );
    if (names.length === 0) continue;
    const values = Object.fromEntries(names.map((name) => [name, baseline[name] ?? null]));
    const pack = await checkpointPackByHash(packHash, tx);
    const circumstances = await checkpointCircumstances(tx, watcher, serviceId);
    const decided = decideObservation(state, pack, { values, source: "approved-baseline" }, circumstances);
    if (!decided.ok) throw new AppError("broken-invariant", decided.refusal.message);
    await recordOn(tx, state, pack, decided.value, { circumstances, actor: watcher });
  }
}
