import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type LookupFunction,
  type Server as TcpServer,
} from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type OutgoingHttp, type OutgoingRequest, openOutgoingHttp } from "./outgoing-http.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listening<T extends TcpServer>(server: T, host = "127.0.0.1"): Promise<number> {
  server.listen(0, host);
  await once(server, "listening");
  closing.push(() => {
    if ("closeAllConnections" in server) (server as unknown as Server).closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const web = (listener: RequestListener, host?: string) => listening(createHttpServer(listener), host);

function outgoing(allowedHosts: string[], lookup?: LookupFunction): OutgoingHttp {
  const http = openOutgoingHttp({ allowedHosts, connectTimeoutSeconds: 2, ...(lookup ? { lookup } : {}) });
  closing.push(() => http.close());
  return http;
}

const get = (url: string, change: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: "GET",
  url,
  timeoutSeconds: 5,
  maximumBodyBytes: 1000,
  maximumRedirects: 0,
  ...change,
});

const answering =
  (answers: (hostname: string) => { address: string; family: 4 | 6 }[]): LookupFunction =>
  (hostname, options, callback) => {
    const all = answers(hostname);
    if (options.all) return callback(null, all);
    callback(null, all[0]?.address ?? "", all[0]?.family ?? 4);
  };

describe("an outgoing request", () => {
  it("reaches a loopback server only through a host that an administrator allowed", async () => {
    let asked = 0;
    const port = await web((_, response) => {
      asked += 1;
      response.end("hello");
    });
    const url = `http://127.0.0.1:${port}/`;
    expect(await outgoing([]).send(get(url))).toMatchObject({ ok: false, cause: "refused-address" });
    expect(await outgoing([`127.0.0.1:${port + 1}`]).send(get(url))).toMatchObject({
      cause: "refused-address",
    });
    expect(asked).toBe(0);
    expect(await outgoing([`127.0.0.1:${port}`]).send(get(url))).toMatchObject({
      ok: true,
      status: 200,
      body: "hello",
    });
    expect(asked).toBe(1);
  });

  it.each([
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "0.0.0.0",
    "localhost",
  ])("to http://%s is refused before anything connects", async (host) => {
    let connections = 0;
    const server = createTcpServer(() => {
      connections += 1;
    });
    const port = await listening(server, "::");
    const answer = await outgoing([]).send(get(`http://${host}:${port}/`));
    expect(answer).toMatchObject({ ok: false, cause: "refused-address" });
    expect(connections).toBe(0);
  });

  it("goes to the very address that was judged: a name that answers differently the second time is asked once", async () => {
    let lookups = 0;
    const port = await web((_, response) => response.end("inside"));
    const rebinding = answering(() => {
      lookups += 1;
      return [{ address: lookups === 1 ? "127.0.0.1" : "8.8.8.8", family: 4 }];
    });
    const answer = await outgoing([], rebinding).send(get(`http://rebind.test:${port}/`));
    expect(answer).toMatchObject({ ok: false, cause: "refused-address" });
    expect(lookups).toBe(1);
  });

  it("is refused when one of a name's addresses is private", async () => {
    const mixed = answering(() => [
      { address: "8.8.8.8", family: 4 },
      { address: "::ffff:10.0.0.1", family: 6 },
    ]);
    expect(await outgoing([], mixed).send(get("http://mixed.test/"))).toMatchObject({
      cause: "refused-address",
    });
  });

  it("is judged by the connected socket too, should the judged list change under it", async () => {
    let asked = 0;
    const port = await web((_, response) => {
      asked += 1;
      response.end();
    });
    let reads = 0;
    const changing = {
      family: 4 as const,
      get address() {
        reads += 1;
        return reads === 1 ? "8.8.8.8" : "127.0.0.1";
      },
    };
    const answer = await outgoing(
      [],
      answering(() => [changing]),
    ).send(get(`http://changing.test:${port}/`));
    expect(answer).toMatchObject({ ok: false, cause: "refused-address" });
    expect(reads).toBeGreaterThan(1);
    expect(asked).toBe(0);
  });

  it("does not open link-local addresses for an allowed host", async () => {
    const metadata = answering(() => [{ address: "169.254.169.254", family: 4 }]);
    const answer = await outgoing(["intranet.test"], metadata).send(get("http://intranet.test/latest"));
    expect(answer).toMatchObject({ ok: false, cause: "refused-address" });
  });

  it.each(["ftp://example.com/", "file:///etc/passwd", "https://user:canary@example.com/", "not an address"])(
    "to %s is refused, without repeating it",
    async (url) => {
      const answer = await outgoing([]).send(get(url));
      expect(answer).toMatchObject({ ok: false, cause: "refused-request" });
      expect(JSON.stringify(answer)).not.toContain("canary");
    },
  );
});

describe("a redirect", () => {
  async function redirecting(location: (port: number) => string, status = 302) {
    const seen: { url: string | undefined; key: string | undefined }[] = [];
    const port: number = await web((request, response) => {
      seen.push({ url: request.url, key: request.headers.authorization });
      if (request.url === "/end") response.end("end");
      else response.writeHead(status, { location: location(port) }).end();
    });
    return { port, seen };
  }

  it("is not followed unless asked for", async () => {
    const { port, seen } = await redirecting(() => "/end");
    const answer = await outgoing(["127.0.0.1"]).send(get(`http://127.0.0.1:${port}/`));
    expect(answer).toMatchObject({ ok: true, status: 302 });
    expect(seen).toHaveLength(1);
  });

  it("to a place that may not be reached is refused", async () => {
    const { port, seen } = await redirecting((own) => `http://localhost:${own}/end`);
    const answer = await outgoing(["127.0.0.1"]).send(
      get(`http://127.0.0.1:${port}/`, { maximumRedirects: 3 }),
    );
    expect(answer).toMatchObject({ ok: false, cause: "refused-address" });
    expect(seen).toHaveLength(1);
  });

  it("keeps headers on the same origin and drops them on another", async () => {
    const other = await redirecting(() => "/end");
    const first = await redirecting(() => `http://127.0.0.1:${other.port}/end`);
    const headers = { authorization: "Bearer key" };
    const http = outgoing(["127.0.0.1"]);
    const request = { maximumRedirects: 3, headers } as const;
    expect(await http.send(get(`http://127.0.0.1:${first.port}/`, request))).toMatchObject({ body: "end" });
    expect(other.seen).toEqual([{ url: "/end", key: undefined }]);
    expect(await http.send(get(`http://127.0.0.1:${other.port}/`, request))).toMatchObject({ body: "end" });
    expect(other.seen.at(-1)).toEqual({ url: "/end", key: "Bearer key" });
  });

  it("to what is no web address is refused", async () => {
    const { port } = await redirecting(() => "file:///etc/passwd");
    const answer = await outgoing(["127.0.0.1"]).send(
      get(`http://127.0.0.1:${port}/`, { maximumRedirects: 1 }),
    );
    expect(answer).toMatchObject({ ok: false, cause: "refused-request" });
  });

  it("is followed three times at most", async () => {
    const { port, seen } = await redirecting(() => "/again", 307);
    const answer = await outgoing(["127.0.0.1"]).send(
      get(`http://127.0.0.1:${port}/`, { maximumRedirects: 3 }),
    );
    expect(answer).toMatchObject({ ok: false, cause: "refused-request", reason: "more than 3 redirects" });
    expect(seen).toHaveLength(4);
  });
});

describe("a server that behaves badly", () => {
  const allowed = ["127.0.0.1"];

  it("and never answers costs no more than the time limit", async () => {
    const port = await web(() => undefined);
    const answer = await outgoing(allowed).send(get(`http://127.0.0.1:${port}/`, { timeoutSeconds: 0.2 }));
    expect(answer).toMatchObject({ ok: false, cause: "timed-out" });
  });

  it("and drips its body costs no more than the time limit either", async () => {
    const port = await web((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    });
    const answer = await outgoing(allowed).send(get(`http://127.0.0.1:${port}/`, { timeoutSeconds: 0.3 }));
    expect(answer).toMatchObject({ ok: true, status: 200, bodyIs: "broken" });
  });

  it("and sends without end is cut at the size limit", async () => {
    const port = await web((_, response) => {
      const flood = () => {
        while (response.write("x".repeat(65_536)));
      };
      response.on("drain", flood);
      flood();
    });
    const start = performance.now();
    const answer = await outgoing(allowed).send(get(`http://127.0.0.1:${port}/`));
    expect(answer).toMatchObject({ ok: true, bodyIs: "cut", body: "x".repeat(1000) });
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it("and speaks no HTTP, or is not there, is named without the address's path", async () => {
    const port = await listening(createTcpServer((socket) => socket.end("SSH-2.0-x\r\n")));
    const closed = createTcpServer();
    const closedPort = await listening(closed);
    closed.close();
    for (const bad of [port, closedPort]) {
      const answer = await outgoing(allowed).send(get(`http://127.0.0.1:${bad}/canary?key=canary`));
      expect(answer).toMatchObject({ ok: false, cause: "unreachable" });
      expect(JSON.stringify(answer)).toContain(`127.0.0.1:${bad}`);
      expect(JSON.stringify(answer)).not.toContain("canary");
    }
  });

  it("is left at once when the caller cancels", async () => {
    const cancel = new AbortController();
    const port = await web(() => cancel.abort());
    const answer = await outgoing(allowed).send(get(`http://127.0.0.1:${port}/`, { signal: cancel.signal }));
    expect(answer).toMatchObject({ ok: false, cause: "cancelled" });
  });
});
