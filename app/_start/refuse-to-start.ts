import { requireSettings, settings } from "#lib/platform/env.ts";
import { untilLogIsGuarded } from "#lib/queries/log-guard.ts";

function refuse(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** Ends a web process that lacks a setting or whose database role could alter the log. */
export function refuseUnsafeStart(): void {
  try {
    const { databaseUrl } = requireSettings(settings(), "databaseUrl", "secret");
    untilLogIsGuarded(databaseUrl).catch(refuse);
  } catch (error) {
    refuse(error);
  }
}
