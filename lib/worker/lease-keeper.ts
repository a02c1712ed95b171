import type { Hold } from "#lib/executors/watchdog.ts";
import { type LeaseKey, renewLease } from "#lib/store/leases.ts";
import { log } from "./log.ts";

export type KeptLease = Hold & { lost: AbortSignal; stop: () => void };

/**
 * Keeps the lease of a run's lane while its command runs. It counts as lost when the database says so, and a little before it
 * would run out unheard: by then another worker may hold it. A timer of its own says so, because a database that is
 * cut off neither answers nor refuses.
 */
export function keepLease(
  { runId, epoch, lane }: Required<LeaseKey>,
  { seconds, takenAt }: { seconds: number; takenAt: number },
): KeptLease {
  const lost = new AbortController();
  const lastsMs = seconds * 1_000;
  const aheadMs = Math.min(1_000, lastsMs / 5);
  const listeners = new Set<(leftMs: number) => void>();
  let deadline: NodeJS.Timeout;
  let losesAt = takenAt + lastsMs - aheadMs;
  // Said a little later than we lose it ourselves: the other word is for a process that is frozen and loses nothing.
  const leftMs = () => losesAt + aheadMs / 2 - performance.now();
  const stop = () => {
    clearInterval(renewal);
    clearTimeout(deadline);
  };
  const lose = () => {
    stop();
    log.warn({ run: runId, lane, epoch }, "the lease is lost; the command is stopped");
    lost.abort();
  };
  // Counted from before the question was sent: the database can only have counted from later.
  const lastsFrom = (asked: number) => {
    clearTimeout(deadline);
    losesAt = asked + lastsMs - aheadMs;
    deadline = setTimeout(lose, losesAt - performance.now());
    for (const tell of listeners) tell(leftMs());
  };
  const renew = async () => {
    const asked = performance.now();
    const kept = await renewLease({ runId, epoch, lane }, seconds).catch(() => null);
    if (lost.signal.aborted) return;
    if (kept === false) lose();
    if (kept === true) lastsFrom(asked);
  };
  const renewal = setInterval(() => void renew(), lastsMs / 4);
  deadline = setTimeout(lose, losesAt - performance.now());
  const onKept: Hold["onKept"] = (listener) => {
    listeners.add(listener);
    listener(leftMs());
    return () => void listeners.delete(listener);
  };
  const isKept = () => !lost.signal.aborted && performance.now() < losesAt;
  return { lost: lost.signal, stop, onKept, isKept };
}
