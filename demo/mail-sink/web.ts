import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Answer, plain } from "./answer.ts";
import { route, type Sink } from "./routes.ts";

const always = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};
const longestBody = 1_000;

export function createWebServer(sink: Sink): Server {
  return createServer((request, response) => {
    answer(sink, request)
      .catch((problem: Error) => plain(500, problem.message))
      .then((found) => send(response, found, request.method === "HEAD"));
  });
}

async function answer(sink: Sink, request: IncomingMessage): Promise<Answer> {
  // A name that merely resolves to this machine could be a page elsewhere reading the mail.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "")) {
    return plain(403, "Ask this mailbox as 127.0.0.1 or localhost.");
  }
  const url = URL.parse(request.url ?? "/", "http://localhost");
  if (!url) return plain(400, "This address cannot be read.");
  return route(sink, {
    method: request.method === "HEAD" ? "GET" : (request.method ?? "GET"),
    url,
    contentType: request.headers["content-type"] ?? "",
    readBody: () => readBody(request),
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += part;
    if (text.length > longestBody) return "";
  }
  return text;
}

function send(response: ServerResponse, { status, type, body, headers }: Answer, isHead: boolean): void {
  response.writeHead(status, { ...always, "content-type": `${type}; charset=utf-8`, ...headers });
  response.end(isHead ? undefined : body);
}
