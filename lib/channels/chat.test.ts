import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openOutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { type ChatKind, openChatChannel } from "./chat.ts";
import type { Message } from "./message.ts";

const message: Message = {
  to: "Incident chat",
  subject: "SEV-1 INC-7: <!channel> & schema",
  text: `First paragraph.\n\n*not bold* <https://evil.example|a link>\n${"long words ".repeat(700)}`,
  headers: { incidentReference: "INC-7", noticeId: "notice-1" },
  idempotencyKey: "delivery-2",
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function deliverTo(
  kind: ChatKind,
  listener: RequestListener,
  timeoutSeconds = 5,
  path = "/T0/B0/canary",
) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const http = openOutgoingHttp({ allowedHosts: ["127.0.0.1"] });
  closing.push(() => http.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  return openChatChannel(kind, { url, http, timeoutSeconds }).deliver(message);
}

const answering =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

type Card = {
  type: string;
  attachments: {
    contentType: string;
    content: { type: string; version: string; body: { type: string }[] };
  }[];
};
type Slack = { text: string; blocks: { type: string; text?: { type: string; text: string } }[] };

/** What arrived, read by the chat's own limits as its documentation gives them. */
function taking<T>(answer: [number, string], keep: (body: T, bytes: number) => void): RequestListener {
  return async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    keep(JSON.parse(text) as T, Buffer.byteLength(text));
    response.writeHead(answer[0]).end(answer[1]);
  };
}

describe("Slack", () => {
  it("gets plain text within its limits, in which nothing calls a channel or makes a link", async () => {
    const received: Slack[] = [];
    const result = await deliverTo(
      "slack",
      taking<Slack>([200, "ok"], (body) => received.push(body)),
    );
    expect(result).toMatchObject({ outcome: "accepted", receipt: "HTTP 200" });
    const [body] = received;
    expect(body?.text).toBe("SEV-1 INC-7: &lt;!channel&gt; &amp; schema");
    expect(body?.blocks[0]).toMatchObject({ type: "header", text: { type: "plain_text" } });
    const sections = body?.blocks.filter(({ type }) => type === "section") ?? [];
    expect(sections.length).toBeGreaterThan(1);
    for (const { text } of sections) {
      expect(text?.type).toBe("plain_text");
      expect(text?.text.length).toBeLessThanOrEqual(3_000);
    }
    expect(sections.map(({ text }) => text?.text).join(" ")).toContain("<https://evil.example|a link>");
  });

  it.each([
    [404, "no_service", true],
    [403, "action_prohibited", true],
    [410, "channel_is_archived", true],
    [500, "rollup_error", false],
  ])("that answers %i %s is believed, in its own word", async (status, word, permanent) => {
    expect(await deliverTo("slack", answering(status, word))).toMatchObject({
      outcome: "rejected",
      permanent,
      reason: expect.stringMatching(new RegExp(`answered ${status} ${word}`)),
    });
  });

  it("that answers 429 is asked again after the time that it names", async () => {
    expect(await deliverTo("slack", answering(429, "", { "retry-after": "30" }))).toMatchObject({
      outcome: "rejected",
      permanent: false,
      retryAfterSeconds: 30,
    });
  });
});

describe("Teams", () => {
  it("gets an Adaptive Card as a workflow takes it, below 28 KB", async () => {
    const received: { card: Card; bytes: number }[] = [];
    const keep = (card: Card, bytes: number) => received.push({ card, bytes });
    const result = await deliverTo("teams", taking<Card>([202, ""], keep));
    expect(result).toMatchObject({ outcome: "accepted", receipt: "HTTP 202" });
    const [first] = received;
    expect(first?.bytes).toBeLessThan(28_000);
    const [attachment] = first?.card.attachments ?? [];
    expect(first?.card.type).toBe("message");
    expect(attachment?.contentType).toBe("application/vnd.microsoft.card.adaptive");
    expect(attachment?.content).toMatchObject({ type: "AdaptiveCard", version: "1.4" });
    expect(attachment?.content.body.every(({ type }) => type === "RichTextBlock")).toBe(true);
  });

  it("that is an older connector accepts with 200 and 1", async () => {
    expect(await deliverTo("teams", answering(200, "1"))).toMatchObject({ outcome: "accepted" });
  });
});

describe.each(["slack", "teams"] as const)("%s that misbehaves has accepted nothing", (kind) => {
  it.each([
    ["is somebody else's page", answering(200, "<html>Sign in</html>")],
    ["answers 503", answering(503, "later")],
    ["leaves at once", (request) => void request.socket.destroy()],
    ["hangs", () => undefined],
  ] satisfies [string, RequestListener][])("when it %s", async (_, listener) => {
    const result = await deliverTo(kind, listener, 0.3);
    expect(result).toMatchObject({ outcome: "rejected", permanent: false });
    // The path is the secret of such an address.
    expect(JSON.stringify(result)).not.toContain("canary");
  });

  it("when it sends us elsewhere, and we do not go", async () => {
    const away = answering(302, "", { location: "http://127.0.0.1:1/" });
    expect(await deliverTo(kind, away)).toMatchObject({ outcome: "rejected", permanent: true });
  });
});

it("a chat at a private address that nobody allowed is refused before it is asked", async () => {
  const http = openOutgoingHttp({ allowedHosts: [] });
  closing.push(() => http.close());
  const ask = (url: string) => openChatChannel("slack", { url, http, timeoutSeconds: 2 }).deliver(message);
  expect(await ask("https://10.0.0.1/T0/B0")).toMatchObject({ outcome: "rejected", permanent: true });
  expect(await ask("http://hooks.example.com/T0/B0")).toMatchObject({ outcome: "rejected", permanent: true });
});
