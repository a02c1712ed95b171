import { setTimeout as wait } from "node:timers/promises";

/** At most this many at once with one channel, so that one that hangs never holds the places of all others. */
const places = { mail: 10, endpoint: 2 };
/** A channel that answers frees a place sooner than this. */
const patienceMs = 300;
const everyMs = 20;

const inFlight = new Map<string, number>();

/** A place with a channel, to be given back; null where it stays full. */
export async function takePlace(channel: string): Promise<(() => void) | null> {
  const most = channel === "mail" ? places.mail : places.endpoint;
  for (let waited = 0; (inFlight.get(channel) ?? 0) >= most; waited += everyMs) {
    if (waited >= patienceMs) return null;
    await wait(everyMs);
  }
  inFlight.set(channel, (inFlight.get(channel) ?? 0) + 1);
  return () => void inFlight.set(channel, (inFlight.get(channel) ?? 1) - 1);
}
