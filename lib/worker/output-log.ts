import { appendOutput, type OutputAddress } from "#lib/store/step-output.ts";
import { log } from "./log.ts";

const everyMs = 100;

/** Stores a step's output in batches, in order: one row and one announcement for what came within a tenth of a second. */
export function openOutputLog(address: OutputAddress) {
  let pending = "";
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    timer = undefined;
    const text = pending;
    pending = "";
    if (text === "") return;
    writing = writing
      .then(async () => void (await appendOutput(address, text)))
      .catch((error: unknown) =>
        log.warn({ ...address, error: String(error) }, "output could not be stored"),
      );
  };
  return {
    write(text: string) {
      pending += text;
      timer ??= setTimeout(flush, everyMs);
    },
    async close() {
      clearTimeout(timer);
      flush();
      await writing;
    },
  };
}
