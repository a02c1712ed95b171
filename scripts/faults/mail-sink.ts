import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { Manner } from "./schedule.ts";

class Answered extends Error {
  responseCode: number;
  constructor(code: number, words: string) {
    super(words);
    this.responseCode = code;
  }
}

/** The key of a message that came whole. */
async function read(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  return mail.headers.find((one) => one.key === "x-holdpoint-idempotency-key")?.value ?? "";
}

type Arrive = (key: string, to: string) => void;

/** What speaks SMTP, and takes messages or says in its own words why not. */
async function openSmtp(manner: () => Manner, arrive: Arrive) {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    closeTimeout: 200,
    onMailFrom: (_address, _session, done) => {
      const now = manner();
      if (now === "500") return done(new Answered(451, "Our disk is full"));
      return now === "429" ? done(new Answered(450, "Too many messages")) : done();
    },
    onData: (stream, session, done) =>
      void read(stream).then(
        (key) => {
          arrive(key, session.envelope.rcptTo.map(({ address }) => address).join());
          if (manner() !== "takes-silently") done(null, "queued as TAKEN");
        },
        () => done(new Answered(451, "It was cut off")),
      ),
  });
  smtp.on("error", () => undefined);
  smtp.listen(0, "127.0.0.1");
  await once(smtp.server, "listening");
  return { smtp, port: (smtp.server.address() as AddressInfo).port };
}

/** A mail server that speaks SMTP, or does not, as it is told at each connection. */
export async function openMailSink(manner: () => Manner, arrive: Arrive) {
  const { smtp, port: behind } = await openSmtp(manner, arrive);
  const held = new Set<Socket>();
  const front = createServer((near) => {
    near.on("error", () => {});
    held.add(near);
    near.once("close", () => held.delete(near));
    const now = manner();
    if (now === "refuses") return void near.resetAndDestroy();
    if (now === "garbage") return void near.end("\u0000\u0001HTTP/9 what?\r\n");
    if (now === "hangs") return;
    const far = connect(behind, "127.0.0.1");
    far.on("error", () => near.destroy());
    far.once("close", () => near.destroy());
    near.once("close", () => far.destroy());
    near.pipe(far).pipe(near);
  }).listen(0, "127.0.0.1");
  await once(front, "listening");
  const letGo = () => {
    for (const socket of held) socket.destroy();
  };
  return {
    port: (front.address() as AddressInfo).port,
    letGo,
    async close() {
      letGo();
      front.close();
      await new Promise<void>((done) => smtp.close(() => done()));
    },
  };
}
