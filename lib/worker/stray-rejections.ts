import { AppError } from "#lib/platform/errors.ts";
import { toFailure } from "#lib/store/failure.ts";
import { log } from "./log.ts";

/**
 * Keeps the process alive where the queue could not write down that a job had ended: it does not wait for that
 * itself, so while the database is away its error is nobody's, and would end the commands that run here. What the
 * job was for is found by the sweep. Any other error that nobody waits for is a fault of ours and ends the process.
 */
export function outliveLostDatabase(): void {
  process.on("unhandledRejection", (reason) => {
    const failure = toFailure(reason);
    if (failure instanceof AppError && failure.code === "unavailable") {
      log.warn({ error: String(reason) }, "the queue could not be told that a job ended");
      return;
    }
    log.fatal({ error: reason instanceof Error ? reason.stack : String(reason) }, "nobody waited for this");
    process.exit(1);
  });
}
