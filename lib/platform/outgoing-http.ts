import type { LookupFunction } from "node:net";
import { Agent, type Dispatcher, request as send } from "undici";
import { parseAllowedHosts } from "./outgoing-address.ts";
import { BlockedAddress, lookupBySystem, openGuardedConnector } from "./outgoing-connector.ts";
import { judgeRedirect, parseTarget } from "./outgoing-redirect.ts";

export type OutgoingRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  timeoutSeconds: number;
  /** What is read of the answer's body; 0 reads none and waits for none. */
  maximumBodyBytes: number;
  /** At most 3, and only of a GET; 0 gives a redirect back as the answer that it is. */
  maximumRedirects: 0 | 1 | 2 | 3;
  signal?: AbortSignal | undefined;
  /** Trusted for this request beside the usual authorities, as PEM: a cluster's own, for instance. */
  certificateAuthority?: string | undefined;
};

export type OutgoingAnswer = {
  ok: true;
  status: number;
  header: (name: string) => string | null;
  body: string;
  bodyIs: "whole" | "cut" | "broken";
};
export type OutgoingFailure = {
  ok: false;
  cause: "refused-address" | "refused-request" | "unreachable" | "timed-out" | "cancelled";
  reason: string;
  /** False where it is certain that nothing of the request was read at the other end. */
  mayHaveArrived: boolean;
};

export type OutgoingHttp = {
  send: (request: OutgoingRequest) => Promise<OutgoingAnswer | OutgoingFailure>;
  allowsHost: (url: string) => boolean;
  close: () => Promise<void>;
};

export type OutgoingSettings = {
  /** Hosts, or host:port, whose private addresses an administrator opened. */
  allowedHosts: readonly string[];
  connectTimeoutSeconds?: number;
  lookup?: LookupFunction;
};

/** The one door for HTTP that leaves: the address actually connected to is judged, redirects are followed by hand, time and size have limits. */
export function openOutgoingHttp(settings: OutgoingSettings): OutgoingHttp {
  const allowedHosts = parseAllowedHosts(settings.allowedHosts);
  const openAgent = (certificateAuthority?: string) =>
    new Agent({
      connect: openGuardedConnector({
        allowedHosts,
        connectTimeoutSeconds: settings.connectTimeoutSeconds ?? 10,
        lookup: settings.lookup ?? lookupBySystem,
        certificateAuthority,
      }),
      // A connection serves one request, because a host that is no longer allowed must not answer over an old one.
      pipelining: 0,
    });
  const agent = openAgent();
  return {
    send: async (request) => {
      if (request.certificateAuthority === undefined) return sendAndFollow(agent, request);
      const own = openAgent(request.certificateAuthority);
      return sendAndFollow(own, request).finally(() => own.destroy());
    },
    allowsHost: (url) => URL.canParse(url) && allowedHosts.has(new URL(url).hostname, portOf(new URL(url))),
    close: () => agent.destroy(),
  };
}

async function sendAndFollow(
  agent: Agent,
  request: OutgoingRequest,
): Promise<OutgoingAnswer | OutgoingFailure> {
  const deadline = AbortSignal.timeout(Math.ceil(request.timeoutSeconds * 1000));
  const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
  let target = parseTarget(request.url);
  let headers = request.headers ?? {};
  for (let followed = 0; ; followed += 1) {
    if (!target) return refused("the address is not one of http or https without a user name");
    let answer: Dispatcher.ResponseData;
    try {
      answer = await sendOnce(agent, request, target, headers, signal);
    } catch (error) {
      return toFailure(error, target, { deadline, cancelled: request.signal });
    }
    const location = redirectOf(answer, request);
    if (location === null) return readAnswer(answer, request.maximumBodyBytes);
    discard(answer);
    if (followed >= request.maximumRedirects)
      return refused(`more than ${request.maximumRedirects} redirects`);
    const redirect = judgeRedirect(target, location);
    if (!redirect.ok) return refused(redirect.reason);
    if (!redirect.keepsHeaders) headers = {};
    target = redirect.target;
  }
}

function sendOnce(
  agent: Agent,
  request: OutgoingRequest,
  target: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) {
  return send(target, {
    dispatcher: agent,
    method: request.method,
    headers: { "user-agent": "holdpoint", "accept-encoding": "identity", ...headers },
    body: request.body ?? null,
    headersTimeout: Math.ceil(request.timeoutSeconds * 1000),
    bodyTimeout: Math.ceil(request.timeoutSeconds * 1000),
    signal,
  });
}

function redirectOf(answer: Dispatcher.ResponseData, request: OutgoingRequest): string | null {
  const { location } = answer.headers;
  const isRedirect = [301, 302, 303, 307, 308].includes(answer.statusCode);
  const mayFollow = request.maximumRedirects > 0 && request.method === "GET";
  return isRedirect && mayFollow && typeof location === "string" ? location : null;
}

function portOf(target: URL): string {
  return target.port || (target.protocol === "https:" ? "443" : "80");
}

async function readAnswer(answer: Dispatcher.ResponseData, maximumBytes: number): Promise<OutgoingAnswer> {
  const { body, bodyIs } = await readBody(answer, maximumBytes);
  const header = (name: string) => {
    const value = answer.headers[name.toLowerCase()];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  };
  return { ok: true, status: answer.statusCode, header, body, bodyIs };
}

async function readBody(answer: Dispatcher.ResponseData, maximumBytes: number) {
  const chunks: Buffer[] = [];
  let length = 0;
  let bodyIs: OutgoingAnswer["bodyIs"] = "whole";
  if (maximumBytes > 0) {
    try {
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > maximumBytes) break;
      }
    } catch {
      bodyIs = "broken";
    }
  }
  if (maximumBytes === 0 || length > maximumBytes) bodyIs = "cut";
  discard(answer);
  return { body: Buffer.concat(chunks).subarray(0, maximumBytes).toString("utf8"), bodyIs };
}

function discard(answer: Dispatcher.ResponseData): void {
  answer.body.on("error", () => undefined).destroy();
}

type Ends = { deadline: AbortSignal; cancelled: AbortSignal | undefined };

/** A reason names the host and what happened, never the path or a header, because either may hold a key. */
function toFailure(error: unknown, target: URL, ends: Ends): OutgoingFailure {
  const host = target.host;
  if (error instanceof BlockedAddress)
    return {
      ok: false,
      cause: "refused-address",
      reason: `${host} may not be reached: ${error.message}`,
      mayHaveArrived: false,
    };
  if (ends.cancelled?.aborted)
    return {
      ok: false,
      cause: "cancelled",
      reason: `the request to ${host} was cancelled`,
      mayHaveArrived: true,
    };
  const code = codeOf(error);
  const mayHaveArrived = !neverArrives.test(code);
  if (ends.deadline.aborted || /TIMEOUT|ETIMEDOUT/.test(code))
    return { ok: false, cause: "timed-out", reason: `${host} did not answer in time`, mayHaveArrived };
  if (code === "UND_ERR_INVALID_ARG")
    return refused("a header or the address holds a character that may not be sent");
  return { ok: false, cause: "unreachable", reason: `${host} ${wordsFor(code)}`, mayHaveArrived };
}

/** What happened, in words; the code beside it is what an operator looks up. */
function wordsFor(code: string): string {
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return `could not be asked: its name is not known here (${code})`;
  if (code === "ECONNREFUSED") return `could not be asked: it takes no connection on that port (${code})`;
  if (/^(EHOSTUNREACH|ENETUNREACH)$/.test(code)) return `could not be asked: there is no way to it (${code})`;
  if (/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code))
    return `closed the connection before it had answered (${code})`;
  if (/^HPE_/.test(code)) return `answered with what is not HTTP (${code})`;
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return `could not prove who it is (${code})`;
  return `could not be asked (${code})`;
}

/** What fails before the first byte of a request can leave: the name, the connection, the certificate. */
const neverArrives =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/;

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "no code";
}

function refused(reason: string): OutgoingFailure {
  return { ok: false, cause: "refused-request", reason, mayHaveArrived: false };
}
