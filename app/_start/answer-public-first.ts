import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import {
  isKnown,
  isPublicPath,
  type PublicDocument,
  publicDocument,
} from "#app/status/_document/public-document.ts";

const pathOf = ({ method, url = "" }: IncomingMessage) =>
  method === "GET" || method === "HEAD" ? (url.split("?", 1)[0] ?? "") : "";

function give(request: IncomingMessage, response: ServerResponse, document: PublicDocument): void {
  const { headers, body, compressed, etag } = document;
  if (isKnown(document, request.headers["if-none-match"])) {
    response.writeHead(304, headers).end();
    return;
  }
  const takesGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const bytes = takesGzip ? compressed : body;
  const coding = takesGzip ? { "content-encoding": "gzip", etag: `W/${etag}` } : {};
  response.writeHead(200, { ...headers, ...coding, "content-length": bytes.length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/**
 * Gives the public status before Next looks at the request, because in an outage everybody asks for it at once: the
 * same bytes for all, from memory. What cannot be given here, nothing having been read yet, Next's own route answers.
 */
export function answerPublicFirst(): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...rest: unknown[]): boolean {
    const pass = () => Reflect.apply(emit, this, [event, ...rest]) as boolean;
    if (event !== "request") return pass();
    const [request, response] = rest as [IncomingMessage, ServerResponse];
    const path = pathOf(request);
    if (!isPublicPath(path)) return pass();
    publicDocument(path).then((document) => give(request, response, document), pass);
    return true;
  };
}
