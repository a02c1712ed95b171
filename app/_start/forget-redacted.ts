import { forgetRedactedFiles } from "#lib/commands/evidence/forget-redacted.ts";
import { createLog } from "#lib/platform/log.ts";

const everyMs = 3_600_000;
const sooner = 60_000;

/**
 * Now and once an hour: removes the files of redacted entries that a crash left in the folder. The web process does it
 * and not the worker, because it is the one that writes there.
 */
export async function forgetWhatWasRedacted(): Promise<void> {
  const next = await forgetRedactedFiles().then(
    () => everyMs,
    (error: unknown) => {
      createLog("web").warn({ error: String(error) }, "files of redacted entries were not looked for");
      return sooner;
    },
  );
  setTimeout(() => void forgetWhatWasRedacted(), next).unref();
}
