import { renewLease } from "#lib/store/leases.ts";
import { log } from "./log.ts";

export const leaseSeconds = 15;
const renewEveryMs = 4_000;

/**
 * Keeps a run's lease while its command runs. It counts as lost when the database says so, and also when nothing
 * was heard from the database for a lease's length: another worker may hold it by then.
 */
export function keepLease(runId: string, epoch: number): { lost: AbortSignal; stop: () => void } {
  const lost = new AbortController();
  let lastKept = performance.now();
  const renew = async () => {
    const kept = await renewLease(runId, epoch, leaseSeconds).catch(() => null);
    if (kept === true) lastKept = performance.now();
    const silent = performance.now() - lastKept > leaseSeconds * 1_000;
    if (kept === false || silent) {
      log.warn({ run: runId, epoch }, "the lease is lost; the command is stopped");
      lost.abort();
    }
  };
  const timer = setInterval(() => void renew(), renewEveryMs);
  return { lost: lost.signal, stop: () => clearInterval(timer) };
}
