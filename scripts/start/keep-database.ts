import type { Cluster } from "#scripts/postgres/cluster.ts";

const lookEveryMs = 2000;

/**
 * Starts a database again that has gone. Only when it is missing at two looks in a row, because somebody
 * who restarts it on purpose takes it away for a moment.
 */
export function keepDatabase(cluster: Pick<Cluster, "isRunning" | "start">, say: (sentence: string) => void) {
  let missed = 0;
  let isStarting = false;
  const look = async () => {
    missed = cluster.isRunning() ? 0 : missed + 1;
    if (missed < 2 || isStarting) return;
    isStarting = true;
    say("The database is gone; starting it again.");
    await cluster
      .start()
      .catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
    isStarting = false;
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  return () => clearInterval(timer);
}
