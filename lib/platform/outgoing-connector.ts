import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { rootCertificates } from "node:tls";
import { buildConnector } from "undici";
import { type AllowedHosts, whyAddressRefused } from "./outgoing-address.ts";

/** Raised before a byte leaves, when the place a name leads to is not one that may be reached. */
export class BlockedAddress extends Error {
  override readonly name = "BlockedAddress";
}

export type ConnectorSettings = {
  allowedHosts: AllowedHosts;
  connectTimeoutSeconds: number;
  lookup: LookupFunction;
  certificateAuthority?: string | undefined;
};

export const lookupBySystem: LookupFunction = systemLookup as LookupFunction;

/**
 * Judges the very addresses that the socket will connect to, inside its own lookup, and the connected one again:
 * a name that is resolved once for a check and once for the connection can answer differently the second time.
 */
export function openGuardedConnector(settings: ConnectorSettings): buildConnector.connector {
  return (options, callback) => {
    const hostname = options.hostname.replace(/^\[|\]$/g, "");
    const port = options.port || (options.protocol === "https:" ? "443" : "80");
    const isNamed = settings.allowedHosts.has(hostname, port);
    const literalRefusal = isIP(hostname) === 0 ? null : whyAddressRefused(hostname, isNamed);
    if (literalRefusal) return callback(new BlockedAddress(literalRefusal), null);
    const connect = buildConnector({
      timeout: settings.connectTimeoutSeconds * 1000,
      lookup: guardLookup(settings.lookup, isNamed),
      maxCachedSessions: 0,
      ...(settings.certificateAuthority === undefined
        ? {}
        : { ca: [...rootCertificates, settings.certificateAuthority] }),
    } as buildConnector.BuildOptions);
    connect({ ...options, hostname }, (...[error, socket]) => {
      if (error) return callback(error, null);
      const refusal = refusalOfConnected(socket, isNamed);
      if (refusal === null) return callback(null, socket);
      socket.destroy();
      callback(new BlockedAddress(refusal), null);
    });
  };
}

function refusalOfConnected(socket: Socket, isNamed: boolean): string | null {
  return whyAddressRefused(socket.remoteAddress ?? "", isNamed);
}

function guardLookup(lookup: LookupFunction, isNamed: boolean): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      if (error) return callback(error, found, family);
      const addresses =
        typeof found === "string" ? [found] : found.map(({ address }: LookupAddress) => address);
      const refusals = addresses.map((address) => whyAddressRefused(address, isNamed));
      const refusal = addresses.length === 0 ? "its name leads to no address" : refusals.find(Boolean);
      if (refusal) return callback(new BlockedAddress(refusal), "", 0);
      callback(null, found, family);
    });
}
