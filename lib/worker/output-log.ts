import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#lib/platform/errors.ts";
import { appendOutput, type OutputAddress } from "#lib/store/step-output.ts";
import { log } from "./log.ts";

const everyMs = 100;
const againMs = 500;
/** More than this is not kept while the database is away; the entry has the output's digest and its end. */
const mostKept = 1_000_000;

/**
 * Stores a step's output in batches, in order: one row and one announcement for what came within a tenth of a second.
 * What could not be stored because the database was away is stored when it is back.
 */
export function openOutputLog(address: OutputAddress, tooLate: AbortSignal) {
  let pending = "";
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const store = async () => {
    const text = pending;
    pending = "";
    if (text === "") return;
    try {
      await appendOutput(address, text);
    } catch (error) {
      log.warn({ ...address, error: String(error) }, "output could not be stored");
      if (!(error instanceof AppError && error.code === "unavailable")) return;
      pending = (text + pending).slice(-mostKept);
      timer ??= setTimeout(flush, againMs);
    }
  };
  const flush = () => {
    timer = undefined;
    writing = writing.then(store);
  };
  return {
    write(text: string) {
      pending += text;
      timer ??= setTimeout(flush, everyMs);
    },
    async close() {
      flush();
      await writing;
      while (pending !== "" && !tooLate.aborted) {
        await wait(againMs);
        await store();
      }
      clearTimeout(timer);
    },
  };
}
