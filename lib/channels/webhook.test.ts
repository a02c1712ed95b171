import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { AppError } from "#lib/platform/errors.ts";
import { openOutgoingHttp } from "#lib/platform/outgoing-http.ts";
import type { Message } from "./message.ts";
import { openWebhookChannel, type WebhookSettings } from "./webhook.ts";

const secret = `whsec_${Buffer.from("a secret of thirty-two bytes ...").toString("base64")}`;
const message: Message = {
  to: "consumer",
  subject: "SEV-1 INC-7: schema mismatch",
  text: "Rollback started – next update 14:30 UTC.",
  headers: { incidentReference: "INC-7", noticeId: "notice-1" },
  idempotencyKey: "notice-1:delivery-2",
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    if ("closeAllConnections" in server) (server.closeAllConnections as () => void)();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/canary-path`;
}
const web = (listener: RequestListener) => listening(createServer(listener));

function channel(url: string, change: Partial<WebhookSettings> = {}, allowedHosts = ["127.0.0.1"]) {
  const http = openOutgoingHttp({ allowedHosts });
  closing.push(() => http.close());
  return openWebhookChannel({ url, secrets: [secret], http, timeoutSeconds: 5, ...change });
}

async function receiver(status = 200, headers: Record<string, string> = {}) {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const url = await web(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(status, headers).end("canary-body");
  });
  return { url, received };
}

const verified = (key: string, { headers, body }: { headers: IncomingHttpHeaders; body: string }) =>
  new Webhook(key).verify(body, headers as Record<string, string>);

describe("a webhook", () => {
  it("arrives signed as Standard Webhooks, with the idempotency key for an id", async () => {
    const { url, received } = await receiver(202);
    expect(await channel(url).deliver(message)).toEqual({
      outcome: "accepted",
      receipt: "HTTP 202",
      acceptedBy: new URL(url).host,
    });
    const [first] = received;
    if (!first) throw new Error("nothing received");
    expect(first.headers["webhook-id"]).toBe("notice-1:delivery-2");
    expect(verified(secret, first)).toEqual({
      type: "notice.sent",
      data: {
        incident: "INC-7",
        notice: "notice-1",
        to: "consumer",
        subject: message.subject,
        text: message.text,
      },
    });
  });

  it("repeats the same id and body, so that the receiver can drop a second one", async () => {
    const { url, received } = await receiver(503);
    const hook = channel(url);
    await hook.deliver(message);
    await hook.deliver(message);
    expect(received[0]?.headers["webhook-id"]).toBe(received[1]?.headers["webhook-id"]);
    expect(received[0]?.body).toBe(received[1]?.body);
  });

  it("is signed with both secrets while one replaces the other", async () => {
    const { url, received } = await receiver();
    const next = `whsec_${Buffer.from("the next secret of 32 bytes ....").toString("base64")}`;
    await channel(url, { secrets: [next, secret] }).deliver(message);
    const [first] = received;
    if (!first) throw new Error("nothing received");
    expect(verified(secret, first)).toEqual(verified(next, first));
  });
});

describe("a webhook's answer", () => {
  it.each([
    [400, true],
    [401, true],
    [404, true],
    [410, true],
    [301, true],
    [408, false],
    [425, false],
    [429, false],
    [500, false],
    [503, false],
  ])("%i is no delivery; never to be repeated: %s", async (status, permanent) => {
    const { url, received } = await receiver(status, { location: "http://127.0.0.1:1/" });
    const result = await channel(url).deliver(message);
    expect(result).toMatchObject({ outcome: "rejected", permanent });
    expect(JSON.stringify(result)).toContain(`${new URL(url).host} answered ${status}`);
    expect(received).toHaveLength(1);
  });

  it("says when to come back, in seconds or as a date, a day at most", async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    const waits = [];
    for (const value of ["120", inAnHour, "999999", "Wed, 21 Oct 2015 07:28:00 GMT", "soon", "-5"]) {
      const { url } = await receiver(429, { "retry-after": value });
      const result = await channel(url).deliver(message);
      waits.push("retryAfterSeconds" in result ? result.retryAfterSeconds : undefined);
    }
    expect(waits).toEqual([120, expect.any(Number), 86_400, 0, undefined, undefined]);
    expect(waits[1]).toBeGreaterThan(3590);
    expect(waits[1]).toBeLessThanOrEqual(3600);
  });

  it("counts by its status even when the rest of it never comes or is a lie", async () => {
    const hangs = await web((_, response) => void response.writeHead(200).write("half"));
    const start = performance.now();
    expect(await channel(hangs).deliver(message)).toMatchObject({ outcome: "accepted" });
    expect(performance.now() - start).toBeLessThan(3000);
    const lies = await web((_, response) => void response.writeHead(204, { "content-length": "5" }).end());
    expect(await channel(lies).deliver(message)).not.toMatchObject({ permanent: true });
  });

  it("that never comes, is no HTTP, or has nobody to give it, is worth another attempt", async () => {
    const silent = await web(() => undefined);
    expect(await channel(silent, { timeoutSeconds: 0.2 }).deliver(message)).toMatchObject({
      permanent: false,
    });
    const garbage = await listening(createTcpServer((socket) => socket.end("\u0000\u0001garbage\r\n\r\n")));
    expect(await channel(garbage).deliver(message)).toMatchObject({ permanent: false });
    const gone = createTcpServer();
    const nobody = await listening(gone);
    gone.close();
    expect(await channel(nobody).deliver(message)).toMatchObject({ permanent: false });
  });

  it("is not waited for once the job is cancelled", async () => {
    const cancel = new AbortController();
    const url = await web(() => cancel.abort());
    const result = await channel(url).deliver(message, cancel.signal);
    expect(result).toMatchObject({ outcome: "rejected", permanent: false });
  });
});

describe("a webhook is refused", () => {
  it("over plain http, or to a private address, unless its host was allowed", async () => {
    const { url, received } = await receiver();
    expect(await channel(url, {}, []).deliver(message)).toMatchObject({
      permanent: true,
      reason: expect.stringContaining("must be https"),
    });
    const secure = url.replace("http:", "https:");
    expect(await channel(secure, {}, []).deliver(message)).toMatchObject({
      permanent: true,
      reason: expect.stringContaining("may not be reached"),
    });
    expect(received).toHaveLength(0);
  });

  it.each([
    [{ idempotencyKey: "a\r\nX-Injected: 1" }],
    [{ idempotencyKey: "a.b" }],
    [{ idempotencyKey: "" }],
    [{ headers: { incidentReference: "INC-7", noticeId: "ä" } }],
    [{ text: "" }],
  ])("with %j, before anything is sent", async (change) => {
    const { url, received } = await receiver();
    expect(await channel(url).deliver({ ...message, ...change })).toMatchObject({ permanent: true });
    expect(received).toHaveLength(0);
  });

  it.each([["canary"], ["whsec_canary"], ["whsec_"], [`whsec_${"A".repeat(200)}`]])(
    "when it is set up with %s for a secret, which is not repeated",
    (bad) => {
      try {
        channel("https://example.com/", { secrets: [bad] });
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(`${(error as AppError).publicMessage} ${(error as AppError).detail}`).not.toContain(
          bad.slice(6) || "canary",
        );
      }
    },
  );
});

describe("no reason", () => {
  it("repeats the secret, the path, which may be one, or what the receiver said", async () => {
    for (const status of [301, 401, 500]) {
      const { url } = await receiver(status);
      const text = JSON.stringify(await channel(url).deliver(message));
      expect(text).not.toContain("canary");
      expect(text).not.toContain(secret.slice(6, 20));
    }
  });
});
