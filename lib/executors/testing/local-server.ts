import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseActionsFile, type RegisteredAction } from "#lib/domain/rollback/action.ts";
import { openOutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { type Execution, type ExecutionContext, execute } from "../execute.ts";

export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  header: (name: string) => string;
  body: string;
};
export type Said = { status: number; json?: unknown; text?: string };
export type LocalServer = { url: string; port: number; asked: Asked[]; close: () => void };

/** A server on a free port that answers as a function says and remembers what it was asked. */
export async function openLocalServer(
  answer: (asked: Asked, response: ServerResponse) => Said | null | Promise<Said | null>,
  open: (listener: (request: IncomingMessage, response: ServerResponse) => void) => Server = createServer,
  scheme = "http",
): Promise<LocalServer> {
  const asked: Asked[] = [];
  const server = open((request, response) => {
    void read(request).then(async (one) => {
      asked.push(one);
      const said = await answer(one, response);
      if (said === null) return;
      response.writeHead(said.status, { "content-type": "application/json" });
      response.end(said.text ?? (said.json === undefined ? "" : JSON.stringify(said.json)));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `${scheme}://127.0.0.1:${port}`, port, asked, close };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "/", "http://local");
  const header = (name: string) => String(request.headers[name] ?? "");
  const body = Buffer.concat(chunks).toString("utf8");
  return { method: request.method ?? "", path: url.pathname, query: url.searchParams, header, body };
}

/** An action as an actions file gives it, with what every action says filled in. */
export function registered(action: object): RegisteredAction {
  const shared = { title: "t", service: "shop", environment: "test", timeoutSeconds: 5, expectedSeconds: 1 };
  const file = parseActionsFile({ actions: [{ id: "a/b", idempotent: true, ...shared, ...action }] });
  if (!file.ok || !file.actions[0]) throw new Error(JSON.stringify(file));
  return file.actions[0];
}

/** Carries an action out with the local machine opened, and gives the output along. */
export async function carriedOut(
  action: object,
  values: Record<string, string> = {},
  change: Partial<ExecutionContext> = {},
): Promise<Execution & { text: string }> {
  const texts: string[] = [];
  const http = openOutgoingHttp({ allowedHosts: ["127.0.0.1"] });
  const onOutput = ({ text }: { text: string }) => texts.push(text);
  try {
    const context = {
      http,
      onOutput,
      secrets: [],
      allowedHosts: ["127.0.0.1"],
      key: "run-1/step",
      ...change,
    };
    return { ...(await execute(registered(action), values, context)), text: texts.join("") };
  } finally {
    await http.close();
  }
}
