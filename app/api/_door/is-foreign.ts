import { settings } from "#lib/platform/env.ts";

/** A browser says that another site asks, or names another origin: neither may read a room with this person's cookie. */
export function isForeign(given: Headers): boolean {
  const origin = given.get("origin");
  const site = given.get("sec-fetch-site");
  return (origin !== null && origin !== settings().url) || (site !== null && site !== "same-origin");
}
