import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#lib/platform/errors.ts";
import { appendOutput, type OutputAddress, type OutputPlace } from "#lib/store/step-output.ts";
import { log } from "./log.ts";
import { openWaiting } from "./output-waiting.ts";

const everyMs = 100;
const againMs = 500;

/**
 * Stores a step's output in batches, in order: one transaction and one announcement for what came within a tenth of a
 * second. What could not be stored because the database was away is stored when it is back, and what was too much to
 * wait is counted in its place.
 */
export function openOutputLog(address: OutputAddress, tooLate: AbortSignal) {
  const waiting = openWaiting();
  const store = openStore(address);
  let isEnding = false;
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    timer = undefined;
    writing = writing.then(storeWaiting);
  };
  const storeWaiting = async () => {
    for (let batch = waiting.first(isEnding); batch !== null; batch = waiting.first(isEnding)) {
      if (!(await store(batch))) {
        if (!isEnding) timer ??= setTimeout(flush, againMs);
        return;
      }
      waiting.drop();
    }
  };
  return {
    write(text: string) {
      waiting.add(text);
      timer ??= setTimeout(flush, everyMs);
    },
    async close() {
      isEnding = true;
      flush();
      await writing;
      while (!waiting.isEmpty() && !tooLate.aborted) {
        await wait(againMs);
        await storeWaiting();
      }
      clearTimeout(timer);
    },
  };
}

/** Writes a batch; false where it must be tried again, because the database was away. */
function openStore(address: OutputAddress) {
  let place: OutputPlace = { chunk: 0, line: 0 };
  let isUnanswered = false;
  return async (batch: readonly string[]): Promise<boolean> => {
    try {
      place = await appendOutput(address, batch, isUnanswered ? place : null);
      isUnanswered = false;
      return true;
    } catch (error) {
      log.warn({ ...address, error: String(error) }, "output could not be stored");
      isUnanswered = error instanceof AppError && error.code === "unavailable";
      return !isUnanswered;
    }
  };
}
