import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { answerOf } from "../edge/parts.ts";
import type { ShopFolder } from "../shop-folder.ts";
import { type TrafficRecord, trafficRecord } from "./traffic-record.ts";

type Target = { version: string; port: number; record: TrafficRecord };
export type FrontProxy = ReturnType<typeof createProxy>;

/** One address in front of whichever release is active; a switch takes effect with the next request. */
export function createProxy(folder: ShopFolder) {
  let target: Target | undefined;
  let isInMaintenance = false;
  let underWay = 0;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === "/stats") return answerStats(outgoing, target);
    if (isInMaintenance) return maintenance(outgoing);
    const part = /^\/edge\/([a-z-]+)$/.exec(incoming.url ?? "")?.[1];
    if (part) return answerPart(outgoing, answerOf(folder, part));
    if (!target) return unavailable(outgoing, "no release is running");
    underWay += 1;
    outgoing.once("close", () => {
      underWay -= 1;
    });
    forward(incoming, outgoing, target);
  });
  return {
    server,
    pointAt(version: string, port: number): void {
      // A record of its own, so that a late answer of the release before never counts against this one.
      target = { version, port, record: target?.version === version ? target.record : trafficRecord() };
    },
    /** Answers nobody from now on, and comes back once the last request before that has its answer. */
    async maintain(isOn: boolean): Promise<void> {
      isInMaintenance = isOn;
      while (isOn && underWay > 0) await pause(20);
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

function answerPart(outgoing: ServerResponse, found: ReturnType<typeof answerOf>): void {
  outgoing.writeHead(found ? 200 : 404, {
    "content-type": found?.type ?? "text/plain",
    "cache-control": "no-store",
  });
  outgoing.end(found?.body ?? "There is no such part.\n");
}

function maintenance(outgoing: ServerResponse): void {
  outgoing.writeHead(503, {
    "content-type": "application/json",
    "cache-control": "no-store",
    "retry-after": "30",
  });
  outgoing.end(
    JSON.stringify({ ok: false, error: { code: "maintenance", message: "The shop is in maintenance." } }),
  );
}

function unavailable(outgoing: ServerResponse, why: string): void {
  process.stderr.write(`proxy: ${why}\n`);
  outgoing.writeHead(502, { "content-type": "application/json", "cache-control": "no-store" });
  outgoing.end(
    JSON.stringify({ ok: false, error: { code: "unavailable", message: "The shop does not answer." } }),
  );
}
