import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Release } from "./release.ts";
import { answer } from "./routes.ts";
import { openStorefront, type Storefront } from "./storefront.ts";

const largestBody = 16_384;

/** Serves one release until it is told to stop or the process that started it is gone. */
export function serve(release: Release): void {
  const shop = openStorefront(release);
  const server = createServer((request, response) => void respond(shop, request, response));
  server.listen(0, "127.0.0.1", () => {
    process.stdout.write(`${JSON.stringify({ listening: (server.address() as AddressInfo).port })}\n`);
  });
  const stop = () => {
    server.close(() => void shop.database.end().finally(() => process.exit(0)));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), 3_000).unref();
  };
  process.once("SIGTERM", stop);
  // Ignored, because Ctrl-C reaches the whole group and only the supervisor decides who stops.
  process.on("SIGINT", () => undefined);
  process.stdin.resume();
  process.stdin.once("close", stop);
}

async function respond(shop: Storefront, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const found =
    body === undefined
      ? { status: 413, type: "text/plain", body: "This request is too long.\n" }
      : await answer(shop, { method: request.method ?? "GET", path, body });
  response.writeHead(found.status, {
    "content-type": found.type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    connection: "close",
  });
  response.end(found.body);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > largestBody) return undefined;
      parts.push(part);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(parts).toString("utf8");
}
