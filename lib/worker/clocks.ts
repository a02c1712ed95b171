import { fireClock } from "#lib/commands/clock/fire.ts";
import { claimDueClocks, nextDueAt } from "#lib/store/due-clocks.ts";
import { listen } from "#lib/store/notifications.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";

/** A lost wake-up costs at most this. */
const longestWaitMs = 5_000;
const batch = 100;

/**
 * Fires due clocks: a timer to the nearest deadline, woken by every change of a log. What is claimed is a hint, and
 * the command's key (clock, what it fires as, when it was due) makes a clock that two workers claimed fire once.
 */
export async function startClocks(worker: Worker): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> | undefined;
  let again = false;

  const wake = () => {
    clearTimeout(timer);
    if (worker.stopping.aborted) return;
    if (busy !== undefined) {
      again = true;
      return;
    }
    busy = turn().finally(() => {
      busy = undefined;
      if (again) {
        again = false;
        wake();
      }
    });
  };
  const turn = async () => {
    let wait = longestWaitMs;
    try {
      await fireAllDue(worker);
      wait = Math.min(longestWaitMs, Math.max(0, (await nextDueAt())?.inMilliseconds ?? longestWaitMs));
    } catch (error) {
      log.warn({ error: String(error) }, "clocks could not be read; trying again");
      wait = 500;
    }
    if (!worker.stopping.aborted) timer = setTimeout(wake, wait);
  };

  const stopListening = await listen({
    onPayload: (payload) => payload.startsWith("incident:") && wake(),
    onReconnect: wake,
  });
  wake();
  return async () => {
    clearTimeout(timer);
    await stopListening();
    await busy;
  };
}

async function fireAllDue(worker: Worker): Promise<void> {
  while (!worker.stopping.aborted) {
    const due = await withTransaction((tx) => claimDueClocks(tx, batch));
    if (due.length === 0) return;
    for (const { reference, clock, occurrence, fires, fireAt } of due) {
      const key = `fire:${reference}:${clock}#${occurrence}:${fires}:${fireAt}`;
      const outcome = await fireClock(asWorker(worker, key), { reference, clock, occurrence });
      if (!outcome.ok)
        log.error({ reference, clock, refusal: outcome.refusal.message }, "a due clock was refused");
    }
    if (due.length < batch) return;
  }
}
