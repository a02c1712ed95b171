import { settings } from "#lib/platform/env.ts";

type RequestHeaders = { get(name: string): string | null };

/**
 * Why a changing request is not ours, or null. A browser names its Origin on every such request, so a missing one is
 * refused too; forwarded hosts are never asked, because a client can write them.
 */
export function foreignRequest(headers: RequestHeaders): string | null {
  const { url } = settings();
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origin === null) return `The request did not say where it came from. Use the console at ${url}.`;
  if (origin !== url)
    return `The request came from another address. Open the console at ${url} and try again.`;
  if (site !== null && site !== "same-origin") {
    return `The browser says that another site made the request. Open the console at ${url} and try again.`;
  }
  return null;
}
