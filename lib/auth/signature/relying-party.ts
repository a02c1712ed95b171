import { settings } from "#lib/platform/env.ts";

/** Passkeys bind to the console's public address, so it is read from the settings and never from a request. */
export function relyingParty(): { id: string; name: string; origin: string } {
  const { url } = settings();
  return { id: new URL(url).hostname, name: "Holdpoint", origin: url };
}
