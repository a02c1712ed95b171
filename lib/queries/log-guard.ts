import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#lib/platform/errors.ts";
import { assertLogIsGuarded } from "#lib/store/log/log-guard.ts";

const askAgainMs = 1000;

/**
 * Settles when the database has answered: rejects where the address's role could alter the log. One that is away is
 * asked again, because a console whose database is away stays up and says so.
 */
export async function untilLogIsGuarded(databaseUrl: string): Promise<void> {
  for (;;) {
    try {
      return await assertLogIsGuarded(databaseUrl);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "unavailable")) throw error;
    }
    await wait(askAgainMs, undefined, { ref: false });
  }
}
