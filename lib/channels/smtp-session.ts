import type { Socket } from "node:net";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";

export type SmtpServer = {
  host: string;
  port: number;
  secure: boolean;
  credentials: { user: string; pass: string } | null;
};
export type SmtpEnvelope = { from: string; to: string };
export type SmtpEnding =
  | { kind: "answered"; response: string }
  | { kind: "failed"; code: string; command: string; response: string | null }
  | { kind: "timed-out" }
  | { kind: "cancelled" };

/** One connection, one recipient, one message. Settles within its time whatever the server does, and leaves no socket behind. */
export function sendOverSmtp(
  server: SmtpServer,
  envelope: SmtpEnvelope,
  message: Buffer,
  limits: { timeoutSeconds: number; signal: AbortSignal | undefined },
): Promise<SmtpEnding> {
  const connection = new SMTPConnection(connectionOptions(server, limits.timeoutSeconds * 1000));
  return new Promise((settled) => {
    let isOver = false;
    const finish = (ending: SmtpEnding) => {
      // Closing a connection makes it report its own end.
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      limits.signal?.removeEventListener("abort", cancel);
      if (ending.kind === "answered") leavePolitely(connection);
      else abandon(connection);
      settled(ending);
    };
    const cancel = () => finish({ kind: "cancelled" });
    const timer = setTimeout(finish, limits.timeoutSeconds * 1000, { kind: "timed-out" });
    const fail = (error: SMTPConnection.SMTPError) => finish(toEnding(error));
    const send = () =>
      connection.send(envelope, message, (error, info) => {
        if (error) return fail(error);
        finish({ kind: "answered", response: info.response });
      });
    connection.on("error", fail);
    connection.once("end", () => fail(Object.assign(new Error("closed early"), { code: "ECONNECTION" })));
    limits.signal?.addEventListener("abort", cancel, { once: true });
    if (limits.signal?.aborted) return cancel();
    connection.connect((refusal) => {
      if (refusal) return fail(refusal);
      if (!server.credentials) return send();
      connection.login({ credentials: server.credentials }, (error) => (error ? fail(error) : send()));
    });
  });
}

function connectionOptions(
  { host, port, secure, credentials }: SmtpServer,
  timeoutMs: number,
): SMTPConnection.Options {
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  return {
    host,
    port,
    secure,
    // A password never crosses a network in the clear. On this machine there is no network, and often no certificate.
    requireTLS: !isLocal && credentials !== null,
    ignoreTLS: isLocal,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  };
}

function abandon(connection: SMTPConnection): void {
  connection.close();
  socketOf(connection)?.destroy();
}

/** Before it connects the library keeps `false` here, whatever its types say. */
function socketOf(connection: SMTPConnection): Socket | null {
  return connection._socket || null;
}

function leavePolitely(connection: SMTPConnection): void {
  const impatience = setTimeout(abandon, 2000, connection);
  socketOf(connection)?.once("close", () => clearTimeout(impatience));
  connection.quit();
}

function toEnding(error: SMTPConnection.SMTPError): SmtpEnding {
  const response = error.response ?? null;
  const code = (response === null ? causeIn(error.message) : null) ?? error.code ?? "no code";
  return { kind: "failed", code, command: error.command ?? "", response };
}

/** The library calls most failures ESOCKET; the cause stands in the words, which are the system's where no server answered. */
function causeIn(words: string): string | null {
  if (/certificate/i.test(words)) return "its certificate is not trusted";
  return /\bE[A-Z]{4,}\b/.exec(words)?.[0] ?? null;
}
