import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export type Received = { to: string; subject: string; text: string; key: string };

class Refused extends Error {
  responseCode = 550;
}

/** A real SMTP server that can go down and come back on the same port. */
export async function openMailServer(received: Received[] = [], port = 0) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    closeTimeout: 200,
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith("cora@") ? done(new Refused("No such mailbox")) : done(),
    onData: async (stream, session, done) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const mail = await PostalMime.parse(Buffer.concat(chunks));
      const key = mail.headers.find((one) => one.key === "x-holdpoint-idempotency-key")?.value ?? "";
      const to = session.envelope.rcptTo.map(({ address }) => address).join();
      received.push({ to, subject: mail.subject ?? "", text: mail.text ?? "", key });
      done(null, "queued as TEST");
    },
  });
  server.on("error", () => undefined);
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  return {
    received,
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
