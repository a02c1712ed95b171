import { isIP } from "node:net";
import { z } from "zod";
import { requireSettings, settings } from "#lib/platform/env.ts";
import { parseAllowedHosts, whyAddressRefused } from "#lib/platform/outgoing-address.ts";

export const ChannelAddress = z
  .url({ protocol: /^https?$/, error: "expected an address such as https://example.com/hook" })
  .max(2000);

/** Under which a channel's secret is kept. */
export const keyAtRest = (): string => requireSettings(settings(), "secret").secret;

/** What the channel would refuse for good at the first notice is refused here, while somebody is looking. */
export function whyUnsafe(url: URL): string | null {
  if (url.username !== "" || url.password !== "")
    return "Leave name and password out of the address; each message is signed with the endpoint's secret.";
  const { port, protocol } = url;
  const isAllowed = parseAllowedHosts(settings().allowedHosts).has(
    url.hostname,
    port || (protocol === "https:" ? "443" : "80"),
  );
  if (protocol !== "https:" && !isAllowed)
    return "The address has to be https. A plain http one needs its host in HOLDPOINT_ALLOWED_HOSTS.";
  return whyNotHere(url.hostname.replace(/^\[(.+)\]$/, "$1"), isAllowed);
}

/** Of a name nobody knows yet where it will lead; an address, and this machine's own name, can be judged now. */
function whyNotHere(host: string, isAllowed: boolean): string | null {
  const isOwn = host === "localhost" || host.endsWith(".localhost");
  const address = isOwn ? "127.0.0.1" : host;
  const reason = isIP(address) === 0 ? null : whyAddressRefused(address, isAllowed);
  return reason === null ? null : `Nothing is sent to ${host}: ${reason}.`;
}
