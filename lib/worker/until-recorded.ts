import { setTimeout as wait } from "node:timers/promises";
import { log } from "./log.ts";

/**
 * Records what is known, however often it takes: a known outcome must not become a doubt, nor a sent mail be sent
 * again, because the database was away for a moment. Gives up where the signal says that it is too late.
 */
export async function untilRecorded(record: () => Promise<void>, tooLate: AbortSignal): Promise<void> {
  while (!tooLate.aborted) {
    try {
      return await record();
    } catch (error) {
      log.warn({ error: String(error) }, "an outcome could not be recorded; trying again");
      await wait(500);
    }
  }
}
