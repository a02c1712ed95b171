import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type TrafficRecord, trafficRecord } from "./traffic-record.ts";

type Target = { version: string; port: number; record: TrafficRecord };
export type FrontProxy = ReturnType<typeof createProxy>;

/** One address in front of whichever release is active; a switch takes effect with the next request. */
export function createProxy() {
  let target: Target | undefined;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === "/stats") return answerStats(outgoing, target);
    if (!target) return unavailable(outgoing, "no release is running");
    forward(incoming, outgoing, target);
  });
  return {
    server,
    pointAt(version: string, port: number): void {
      // A record of its own, so that a late answer of the release before never counts against this one.
      target = { version, port, record: target?.version === version ? target.record : trafficRecord() };
    },
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, target: Target): void {
  const startedAt = performance.now();
  const note = (failed: boolean) => {
    if (incoming.url?.startsWith("/api/")) target.record.note(failed, performance.now() - startedAt);
  };
  const upstream = ask(
    {
      host: "127.0.0.1",
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: { ...incoming.headers, connection: "close" },
      agent: false,
      timeout: 10_000,
    },
    (answer) => {
      const status = answer.statusCode ?? 502;
      const { connection: _hop, "keep-alive": _also, ...headers } = answer.headers;
      outgoing.writeHead(status, headers);
      answer.pipe(outgoing);
      answer.once("end", () => note(status >= 500));
      answer.once("error", () => outgoing.destroy());
    },
  );
  upstream.once("timeout", () => upstream.destroy(new Error("the release did not answer within 10 s")));
  upstream.once("error", (problem) => {
    if (outgoing.destroyed) return;
    note(true);
    if (outgoing.headersSent) outgoing.destroy();
    else unavailable(outgoing, problem.message);
  });
  outgoing.once("close", () => upstream.destroy());
  incoming.pipe(upstream);
}

function answerStats(outgoing: ServerResponse, target: Target | undefined): void {
  const found = target ?? { version: null, record: trafficRecord() };
  outgoing.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  outgoing.end(JSON.stringify({ release: found.version, ...found.record.summary() }));
}

function unavailable(outgoing: ServerResponse, why: string): void {
  process.stderr.write(`proxy: ${why}\n`);
  outgoing.writeHead(502, { "content-type": "application/json", "cache-control": "no-store" });
  outgoing.end(
    JSON.stringify({ ok: false, error: { code: "unavailable", message: "The shop does not answer." } }),
  );
}
