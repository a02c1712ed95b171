import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { settings } from "#lib/platform/env.ts";

export const addressHeader = "x-holdpoint-address";

/** The part of an address that one visitor holds: an IPv6 network of 64 bits is one visitor's. */
export function visitorNetwork(address: string): string | null {
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  const groups = (parsed as ipaddr.IPv6).parts.slice(0, 4).map((group) => group.toString(16));
  return `${groups.join(":")}::/64`;
}

type Arrived = Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } };

/** Whom a request is counted against. A forwarded address counts only where the settings trust the proxy in front. */
export function addressOf(request: Arrived, trustProxy: boolean): string | null {
  const forwarded = request.headers["x-forwarded-for"];
  const chain = (Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? "")).split(",");
  // Only the last entry was written by the proxy in front of us; those before it came with the request.
  const nearest = trustProxy ? chain.at(-1)?.trim() : undefined;
  return visitorNetwork(nearest || (request.socket.remoteAddress ?? ""));
}

/**
 * Writes each request's address into a header of our own, over whatever the client sent. Next hands routes no socket,
 * and keeps a forwarded address that the client made up.
 */
export function noteClientAddresses(): void {
  const { trustProxy } = settings();
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[addressHeader] = addressOf(request, trustProxy) ?? "";
  });
}
