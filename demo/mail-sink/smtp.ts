import { setTimeout as pause } from "node:timers/promises";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { FaultSwitch } from "./fault.ts";
import type { Mailbox } from "./mailbox.ts";

const largestMail = 10 * 1_024 * 1_024;

class Refused extends Error {
  responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** An SMTP server on loopback without sign-in: it answers 250 only once the mail is on disk. */
export function createSmtpServer(mailbox: Mailbox, fault: FaultSwitch): SMTPServer {
  const server = new SMTPServer({
    banner: "Demonstration mailbox",
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: largestMail,
    closeTimeout: 1_000,
    onRcptTo: (_address, _session, done) => {
      if (fault.now.mode === "refuse")
        done(new Refused(fault.now.code, "This mailbox refuses mail at present."));
      else done();
    },
    onData: (stream, session, done) => {
      receive(stream, session).then(
        (said) => done(null, said),
        (problem) => done(problem instanceof Error ? problem : new Error(String(problem))),
      );
    },
  });
  server.on("error", () => undefined);
  return server;

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const parts: Buffer[] = [];
    for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
    if (stream.sizeExceeded) throw new Refused(552, `A mail may hold ${largestMail} bytes.`);
    if (fault.now.mode === "hang") await new Promise(() => undefined);
    if (fault.now.mode === "slow") await pause(fault.now.milliseconds);
    const mail = await mailbox.keep(envelopeOf(session), Buffer.concat(parts));
    return `Kept as ${mail.id}`;
  }
}

function envelopeOf({ envelope }: SMTPServerSession) {
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : "",
    to: envelope.rcptTo.map(({ address }) => address),
  };
}
