import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A small service that lets in one token, counts each change by its name, and can be told to answer no more. */
export async function openFlags(token: string) {
  const state = new Map<string, number>();
  let asked = 0;
  let hangs = false;
  const server = createServer((request, response) => {
    if (request.url === "/health") return void response.end("{}");
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    const name = request.url?.replace("/flags/", "") ?? "";
    asked += 1;
    state.set(name, (state.get(name) ?? 0) + 1);
    if (!hangs) response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    asked: () => asked,
    hang: () => {
      hangs = true;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
export type Flags = Awaited<ReturnType<typeof openFlags>>;
