import { fireClock } from "#lib/commands/clock/fire.ts";
import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import { claimDueClocks, type DueClock, type NextDue, nextDueAt } from "#lib/store/due-clocks.ts";
import { listen } from "#lib/store/notifications.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";

/** A lost wake-up costs at most this. */
const longestWaitMs = 5_000;
/** What is due and could not be fired now: a command holds its incident, or it is broken. */
const heldWaitMs = 50;
const brokenWaitMs = 5_000;
const batch = 100;
const atOnce = 8;

/** Fires due clocks: a timer to the nearest deadline, woken by every change of a log. */
export async function startClocks(worker: Worker): Promise<() => Promise<void>> {
  const fireDue = firing(worker);
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
      const hasFired = await fireDue();
      wait = waitFor(await nextDueAt(), hasFired);
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

/**
 * To the nearest deadline, and not before it, because a timer that comes early finds nothing due. What is due and
 * could not be fired never keeps the worker from the deadline that comes next.
 */
function waitFor(next: NextDue | null, hasFired: boolean): number {
  if (next === null) return longestWaitMs;
  const retry = hasFired ? 0 : heldWaitMs;
  const held = next.inMilliseconds <= 0 ? retry : longestWaitMs;
  return Math.min(held, Math.ceil(next.laterInMilliseconds ?? longestWaitMs), longestWaitMs);
}

const keyOf = ({ reference, clock, occurrence, fires, fireAt }: DueClock) =>
  `${reference} ${clock} ${occurrence} ${fires} ${fireAt}`;

/**
 * One round over what is due; true when something was tried. What is claimed is a hint: the command looks again
 * under the incident's lock, so a clock that two workers claimed fires once. One that is still due after it was
 * tried waits a while, so that a broken incident never keeps the others' clocks from firing.
 */
function firing(worker: Worker): () => Promise<boolean> {
  const tried = new Map<string, number>();
  return async () => {
    const due = await claimDueClocks(undefined, batch + tried.size);
    const keys = new Set(due.map(keyOf));
    for (const key of tried.keys()) if (!keys.has(key)) tried.delete(key);
    const now = performance.now();
    const ready = due.filter((one) => (tried.get(keyOf(one)) ?? now) <= now);
    const byIncident = Map.groupBy(ready, ({ reference }) => reference);
    const waiting = [...byIncident.values()];
    const lane = async () => {
      for (let clocks = waiting.shift(); clocks !== undefined; clocks = waiting.shift()) {
        for (const clock of clocks) {
          const wasTried = await fire(worker, clock);
          if (wasTried) tried.set(keyOf(clock), performance.now() + brokenWaitMs);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    return ready.length > 0;
  };
}

/** False where the database was away: then it is due as before, at once when the database is back. */
async function fire(worker: Worker, { reference, clock, occurrence }: DueClock): Promise<boolean> {
  try {
    const outcome = await fireClock(asWorker(worker, newId()), { reference, clock, occurrence });
    if (!outcome.ok)
      log.error({ reference, clock, refusal: outcome.refusal.message }, "a due clock was refused");
    return true;
  } catch (error) {
    log.error({ reference, clock, error: String(error) }, "a due clock could not be fired");
    return !(error instanceof AppError && error.code === "unavailable");
  }
}
