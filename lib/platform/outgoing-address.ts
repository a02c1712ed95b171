import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Ranges that an administrator may open by naming a host. The others, such as link-local with its metadata services, stay shut. */
const openable = new Set(["loopback", "private", "carrierGradeNat", "uniqueLocal"]);
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

export type AllowedHosts = { has: (hostname: string, port: string) => boolean };

/** `name` opens a host on every port, `name:port` on one; an IPv6 address with a port stands in brackets. */
export function parseAllowedHosts(entries: readonly string[]): AllowedHosts {
  const known = new Set(entries.map((entry) => withoutBrackets(entry.trim().toLowerCase())));
  known.delete("");
  return {
    has: (hostname, port) => {
      const name = withoutBrackets(hostname.toLowerCase());
      return known.has(name) || known.has(`${name}:${port}`);
    },
  };
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.+)\]/, "$1");
}

/** Why this address must not be connected to, or null. `isNamed` tells whether an administrator allowed the host. */
export function whyAddressRefused(address: string, isNamed: boolean): string | null {
  const range = rangeOf(address);
  if (range === "unicast" || (isNamed && openable.has(range))) return null;
  const words = range.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (openable.has(range)) return `its address is in a ${words} range, which no allowed host opens`;
  return `its address is in a ${words} range`;
}

function rangeOf(address: string): string {
  const text = address.replace(/%.*$/, "");
  if (isIP(text) === 0 || !ipaddr.isValid(text)) return "unknown";
  const parsed = ipaddr.parse(text);
  if (parsed instanceof ipaddr.IPv4) return parsed.range();
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().range();
  const range = parsed.range();
  // ipaddr.js calls everything it does not know unicast, the old IPv4-compatible ::7f00:1 included.
  return range === "unicast" && !parsed.match(globalUnicast) ? "unassigned" : range;
}
