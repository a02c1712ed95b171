import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openMailChannel } from "./mail.ts";
import type { Message } from "./message.ts";

const message: Message = {
  to: "producer@example.com",
  subject: "SEV-1 INC-7: schéma mismatch",
  text: "Rollback started – next update 14:30 UTC.\n.\nA line with a dot alone stands above.",
  headers: { incidentReference: "INC-7", noticeId: "notice-1" },
  idempotencyKey: "notice-1.delivery-2",
};
const from = "Holdpoint <holdpoint@console.example>";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function mailServer(options: SMTPServerOptions = {}) {
  const received: { to: string[]; from: string; mail: Email }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: async (stream, session, callback) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const { mailFrom, rcptTo } = session.envelope;
      const mail = await PostalMime.parse(Buffer.concat(chunks));
      received.push({
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo.map(({ address }) => address),
        mail,
      });
      callback(null, "queued as MSG-1");
    },
    ...options,
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  closing.push(() => new Promise<void>((done) => server.close(done)));
  return { smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, received };
}

/** A server that says what it is told to say, whatever it is asked. */
async function lyingServer(speak: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    speak(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { smtpUrl: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

/** Answers line by line, and leaves once it has nothing more to say. */
const following = (answers: readonly string[]) => (socket: Socket) => {
  const left = [...answers];
  const next = () => {
    const answer = left.shift();
    if (answer === undefined) socket.destroy();
    else socket.write(`${answer}\r\n`);
  };
  socket.on("data", next);
  next();
};

const deliver = (smtpUrl: string, change: Partial<Message> = {}, timeoutSeconds = 5, signal?: AbortSignal) =>
  openMailChannel({ smtpUrl, from, timeoutSeconds }).deliver({ ...message, ...change }, signal);

describe("a mail", () => {
  it("reaches its one recipient whole, and its receipt is the server's own line", async () => {
    const { smtpUrl, received } = await mailServer();
    const result = await deliver(smtpUrl);
    expect(result).toEqual({
      outcome: "accepted",
      receipt: expect.stringMatching(/^250 .*queued as MSG-1$/),
      acceptedBy: "127.0.0.1",
    });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: "holdpoint@console.example", to: ["producer@example.com"] });
    expect(received[0]?.mail).toMatchObject({
      subject: message.subject,
      from: { name: "Holdpoint", address: "holdpoint@console.example" },
      to: [{ address: "producer@example.com" }],
    });
    expect(received[0]?.mail.text?.trimEnd()).toBe(message.text);
  });

  it("names its incident and notice, says that a machine wrote it, and keeps its id over every attempt", async () => {
    const { smtpUrl, received } = await mailServer();
    await deliver(smtpUrl);
    await deliver(smtpUrl);
    await deliver(smtpUrl, { idempotencyKey: "notice-2.delivery-1" });
    const headers = Object.fromEntries(received[0]?.mail.headers.map(({ key, value }) => [key, value]) ?? []);
    expect(headers).toMatchObject({
      "x-holdpoint-incident": "INC-7",
      "x-holdpoint-notice": "notice-1",
      "auto-submitted": "auto-generated",
    });
    const [first, again, other] = received.map(({ mail }) => mail);
    expect(first?.messageId).toMatch(/^<[0-9a-f]{40}@console\.example>$/);
    expect(again?.messageId).toBe(first?.messageId);
    expect(other?.messageId).not.toBe(first?.messageId);
    expect(other?.references).toBe(first?.references);
  });

  it("may go between hosts whose names hold no dot", async () => {
    const { smtpUrl, received } = await mailServer();
    const local = openMailChannel({ smtpUrl, from: "Holdpoint <holdpoint@localhost>", timeoutSeconds: 5 });
    expect(await local.deliver({ ...message, to: "captain@localhost" })).toMatchObject({
      outcome: "accepted",
    });
    expect(received[0]).toMatchObject({ from: "holdpoint@localhost", to: ["captain@localhost"] });
  });

  it("signs in where the server's address holds a user and a password", async () => {
    const seen: unknown[] = [];
    const { smtpUrl, received } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, callback) => {
        seen.push(username, password);
        callback(null, { user: "console" });
      },
    });
    const result = await deliver(smtpUrl.replace("//", "//console:p%40ss%3Aword@"));
    expect(result).toMatchObject({ outcome: "accepted" });
    expect(seen).toEqual(["console", "p@ss:word"]);
    expect(received).toHaveLength(1);
  });
});

describe("a password", () => {
  it.each([
    ["offers no encryption", { disabledCommands: ["STARTTLS"] }, "offers no encryption"],
    [
      "shows a certificate that nobody vouches for",
      { disabledCommands: [], logger: false },
      "certificate is not trusted",
    ],
  ])("never crosses a network to a server that %s", async (_, options, reason) => {
    const onAuth = vi.fn<NonNullable<SMTPServerOptions["onAuth"]>>();
    const { smtpUrl, received } = await mailServer({ allowInsecureAuth: true, onAuth, ...options });
    // The same server by a name that is not known to be this machine.
    const elsewhere = smtpUrl.replace("//127.0.0.1", "//console:hunter2hunter2@[::ffff:127.0.0.1]");
    const result = await deliver(elsewhere);
    expect(result).toMatchObject({ permanent: false, reason: expect.stringContaining(reason) });
    expect(JSON.stringify(result)).not.toContain("hunter2");
    expect(onAuth).not.toHaveBeenCalled();
    expect(received).toHaveLength(0);
  });
});

describe("a mail is refused before any server is asked", () => {
  it.each([
    ["subject", "hello\r\nBcc: everybody@example.com"],
    ["subject", "hello\u0000"],
    ["to", "producer@example.com\r\nBcc: everybody@example.com"],
    ["to", "producer@example.com, other@example.com"],
    ["to", "Producer <producer@example.com>"],
    ["to", "producer@example.com> SIZE=1"],
    ["to", "producer"],
    ["idempotencyKey", "a\r\nX-Injected: 1"],
    ["text", ""],
  ])("when its %s is %j", async (field, value) => {
    const { smtpUrl, received } = await mailServer();
    expect(await deliver(smtpUrl, { [field]: value })).toMatchObject({
      outcome: "rejected",
      permanent: true,
    });
    expect(received).toHaveLength(0);
  });
});

describe("a mail server that refuses", () => {
  const error = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

  it.each([
    [550, true],
    [553, true],
    [450, false],
    [452, false],
  ])("a recipient with %i is not asked again: %s", async (code, permanent) => {
    const { smtpUrl } = await mailServer({
      onRcptTo: (_, __, callback) => callback(error(code, "no such box")),
    });
    const result = await deliver(smtpUrl);
    expect(result).toMatchObject({ outcome: "rejected", permanent });
    expect(result).toMatchObject({ reason: `mail server 127.0.0.1 answered ${code} no such box` });
  });

  it("the message after reading it has not accepted it", async () => {
    const onData: SMTPServerOptions["onData"] = (stream, _, callback) => {
      stream.resume().on("end", () => callback(error(554, "spam")));
    };
    const { smtpUrl } = await mailServer({ onData });
    expect(await deliver(smtpUrl)).toMatchObject({ outcome: "rejected", permanent: true });
  });

  it("our sign-in may be right again later, and what it says of the password is not repeated", async () => {
    const { smtpUrl } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _, callback) => callback(error(535, `wrong: ${password}`)),
    });
    const result = await deliver(smtpUrl.replace("//", "//console:hunter2hunter2@"));
    expect(result).toMatchObject({ outcome: "rejected", permanent: false });
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });

  it("everybody at the door may open later", async () => {
    const { smtpUrl } = await lyingServer(following(["554 go away"]));
    expect(await deliver(smtpUrl)).toMatchObject({ outcome: "rejected", permanent: false });
  });

  it("connections is named, with the system's reason", async () => {
    const { smtpUrl } = await mailServer();
    await closing.pop()?.();
    expect(await deliver(smtpUrl)).toEqual({
      outcome: "rejected",
      permanent: false,
      reason: "mail server 127.0.0.1: ECONNREFUSED",
    });
  });
});

describe("a mail server that misbehaves has accepted nothing", () => {
  const greeting = ["220 hello", "250 hello"];

  it.each([
    ["speaks another protocol", ["SSH-2.0-OpenSSH_9"]],
    ["leaves at once", []],
    ["leaves before its final answer", [...greeting, "250 ok", "250 ok", "354 go on"]],
    ["answers nonsense to the message", [...greeting, "250 ok", "250 ok", "354 go on", "lovely weather"]],
    ["answers nonsense to the recipient", [...greeting, "250 ok", "yes"]],
    ["takes a recipient and no data", [...greeting, "250 ok", "250 ok", "451 later"]],
  ])("when it %s", async (_, answers) => {
    const { smtpUrl } = await lyingServer(following(answers));
    expect(await deliver(smtpUrl)).toMatchObject({ outcome: "rejected", permanent: false });
  });

  it("when it leaves in the middle of a line, whatever that line began with", async () => {
    const { smtpUrl } = await lyingServer((socket) => socket.end("550 half a li"));
    expect(await deliver(smtpUrl)).toMatchObject({ outcome: "rejected", permanent: false });
  });

  it.each([
    ["says nothing", []],
    ["hangs in the middle", [...greeting, "250 ok"]],
    ["hangs before its final answer", [...greeting, "250 ok", "250 ok", "354 go on"]],
  ])("when it %s, and it is left once its time is over", async (_, answers) => {
    const { smtpUrl, sockets } = await lyingServer((socket) => {
      const left = [...answers];
      const next = () => void (left.length > 0 && socket.write(`${left.shift()}\r\n`));
      socket.on("data", next);
      next();
    });
    expect(await deliver(smtpUrl, {}, 0.3)).toEqual({
      outcome: "rejected",
      permanent: false,
      reason: expect.stringContaining("did not answer in time"),
    });
    await vi.waitFor(() =>
      expect(sockets.every((socket) => socket.readableEnded || socket.destroyed)).toBe(true),
    );
  });

  it("when the job is cancelled meanwhile", async () => {
    const cancel = new AbortController();
    const { smtpUrl } = await lyingServer(() => cancel.abort());
    expect(await deliver(smtpUrl, {}, 5, cancel.signal)).toMatchObject({
      outcome: "rejected",
      permanent: false,
    });
    expect(await deliver(smtpUrl, {}, 5, AbortSignal.abort())).toMatchObject({ outcome: "rejected" });
  });

  it("and a flood of words from it is kept to one short line", async () => {
    const flood = Array.from({ length: 500 }, () => `550-\u0007${"x".repeat(80)}`).join("\r\n");
    const { smtpUrl } = await lyingServer(following([...greeting, `${flood}\r\n550 end`]));
    const result = await deliver(smtpUrl);
    const reason = "reason" in result ? result.reason : "";
    expect(reason).toMatch(/^mail server 127\.0\.0\.1 answered 550/);
    expect(reason.length).toBeLessThan(360);
    expect(reason).not.toMatch(/\p{C}/u);
  });
});

describe("the mail settings are refused in one sentence without the password", () => {
  it.each([
    "mail.example.com",
    "http://mail.example.com",
    "smtp://user:%zzcanary@mail.example.com",
    "smtp://",
  ])("when the server is %s", (smtpUrl) => {
    const open = () => openMailChannel({ smtpUrl, from, timeoutSeconds: 5 });
    expect(open).toThrow(/^The mail server's/);
    expect(open).not.toThrow(/canary/);
  });

  it.each(["", "nobody", "a@example.com, b@example.com", "A <a@example.com>\r\nBcc: b@example.com"])(
    "when the sender is %j",
    (sender) => {
      const open = () => openMailChannel({ smtpUrl: "smtp://127.0.0.1:25", from: sender, timeoutSeconds: 5 });
      expect(open).toThrow(/^The sender must be one mail address/);
    },
  );
});
