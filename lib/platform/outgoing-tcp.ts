import type { LookupFunction } from "node:net";
import { parseAllowedHosts } from "./outgoing-address.ts";
import { BlockedAddress, lookupBySystem, openGuardedConnector } from "./outgoing-connector.ts";

export type TcpTarget = {
  host: string;
  port: number;
  timeoutSeconds: number;
  signal?: AbortSignal | undefined;
};
export type TcpAnswer =
  | { ok: true }
  | { ok: false; cause: "refused-address" | "unreachable" | "timed-out" | "cancelled"; reason: string };

/** Connects and hangs up, by the same judge of addresses as every other connection that leaves. */
export function openOutgoingTcp(settings: { allowedHosts: readonly string[]; lookup?: LookupFunction }) {
  const allowedHosts = parseAllowedHosts(settings.allowedHosts);
  const lookup = settings.lookup ?? lookupBySystem;
  return ({ host, port, timeoutSeconds, signal }: TcpTarget): Promise<TcpAnswer> =>
    new Promise((settled) => {
      const place = `${host}:${port}`;
      const connect = openGuardedConnector({ allowedHosts, connectTimeoutSeconds: timeoutSeconds, lookup });
      const cancelled = () =>
        settled({ ok: false, cause: "cancelled", reason: `the connection to ${place} was cancelled` });
      if (signal?.aborted) return cancelled();
      signal?.addEventListener("abort", cancelled, { once: true });
      const options = { hostname: host, port: String(port), protocol: "http:" };
      connect(options, (...[error, socket]) => {
        signal?.removeEventListener("abort", cancelled);
        socket?.destroy();
        settled(error === null ? { ok: true } : refusalOf(error, place));
      });
    });
}

function refusalOf(error: Error, place: string): TcpAnswer {
  if (error instanceof BlockedAddress)
    return { ok: false, cause: "refused-address", reason: `${place} may not be reached: ${error.message}` };
  const code = "code" in error && typeof error.code === "string" ? error.code : "no code";
  return /TIMEOUT|ETIMEDOUT/.test(code)
    ? { ok: false, cause: "timed-out", reason: `${place} did not answer in time` }
    : { ok: false, cause: "unreachable", reason: `${place} could not be reached (${code})` };
}
