import addressparser from "nodemailer/lib/addressparser/index.js";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { MailAddress } from "#lib/domain/mail-address.ts";
import { shortened } from "#lib/domain/whole-text.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { AppError } from "#lib/platform/errors.ts";
import { redactSecrets } from "#lib/platform/redaction.ts";
import {
  type Channel,
  type DeliveryResult,
  type Message,
  permanently,
  transiently,
  whyUnsendable,
} from "./message.ts";
import { type SmtpEnding, type SmtpServer, sendOverSmtp } from "./smtp-session.ts";

export type MailSettings = {
  /** smtp:// or smtps://, with user and password where the server wants them. */
  smtpUrl: string;
  /** One address, with a name before it or not. */
  from: string;
  timeoutSeconds: number;
};

type Sender = { name: string; address: string; domain: string };

/** Mail to one recipient at a time, so that each has a receipt of its own. */
export function openMailChannel(settings: MailSettings): Channel {
  const server = parseServer(settings.smtpUrl);
  const sender = parseSender(settings.from);
  return {
    name: "mail",
    deliver: async (message, signal) => {
      const unsendable = whyUnsendable(message) ?? whyNoRecipient(message);
      if (unsendable) return unsendable;
      const envelope = { from: sender.address, to: message.to };
      const limits = { timeoutSeconds: settings.timeoutSeconds, signal };
      const ending = await sendOverSmtp(server, envelope, await compose(sender, message), limits);
      return judge(ending, server);
    },
  };
}

function compose(sender: Sender, message: Message): Promise<Buffer> {
  const { incidentReference, noticeId } = message.headers;
  const idOf = (text: string) => `<${sha256(text).slice(0, 40)}@${sender.domain}>`;
  const composer = new MailComposer({
    from: { name: sender.name, address: sender.address },
    to: { name: "", address: message.to },
    subject: message.subject,
    text: message.text,
    messageId: idOf(`notice ${message.idempotencyKey}`),
    // Mail readers put the notices of one incident together by this.
    references: idOf(`incident ${incidentReference}`),
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Holdpoint-Incident": incidentReference,
      "X-Holdpoint-Notice": noticeId,
      "X-Holdpoint-Idempotency-Key": message.idempotencyKey,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function whyNoRecipient({ to }: Message): DeliveryResult | null {
  return MailAddress.safeParse(to).success ? null : permanently("the recipient is not one mail address");
}

function judge(ending: SmtpEnding, server: SmtpServer): DeliveryResult {
  const name = `mail server ${server.host}`;
  switch (ending.kind) {
    case "timed-out":
      return transiently(`${name} did not answer in time; it may have taken the message`);
    case "cancelled":
      return transiently("cancelled; the mail server may have taken the message");
    case "answered": {
      const response = readable(ending.response, server);
      if (!/^2\d\d[ -]/.test(response)) return transiently(`${name} gave no clear answer`);
      return { outcome: "accepted", receipt: response, acceptedBy: server.host };
    }
    case "failed":
      return judgeFailure(ending, server, name);
  }
}

function judgeFailure(
  { code, command, response }: Extract<SmtpEnding, { kind: "failed" }>,
  server: SmtpServer,
  name: string,
): DeliveryResult {
  const isAboutMessage = ["MAIL FROM", "RCPT TO", "DATA"].includes(command);
  if (command.startsWith("AUTH") || code === "EAUTH") return transiently(`${name} refused our sign-in`);
  if (command === "STARTTLS")
    return transiently(`${name} offers no encryption that works, and a password needs it`);
  if (code === "EPROTOCOL" && !isAboutMessage) return transiently(`${name} does not speak SMTP`);
  if (response === null) {
    const isUnsendable = code === "EENVELOPE" || code === "EMESSAGE";
    return isUnsendable ? permanently(`${name} cannot take this message`) : transiently(`${name}: ${code}`);
  }
  const isPermanent = isAboutMessage && /^5\d\d/.test(response);
  const reason = `${name} answered ${readable(response, server)}`;
  return isPermanent ? permanently(reason) : transiently(reason);
}

/** A server may say back what it was told, on many lines: one short line without secrets is kept. */
function readable(response: string, { credentials }: SmtpServer): string {
  const secrets = credentials ? [credentials.pass, `\u0000${credentials.user}\u0000${credentials.pass}`] : [];
  const oneLine = redactSecrets(response, secrets)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  return shortened(oneLine, 300);
}

function parseServer(smtpUrl: string): SmtpServer {
  const expectation = "The mail server's address must be smtp://host:port or smtps://host:port.";
  if (!URL.canParse(smtpUrl)) throw new AppError("configuration", expectation);
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === "smtps:";
  if ((!secure && protocol !== "smtp:") || hostname === "") throw new AppError("configuration", expectation);
  const credentials = username === "" ? null : { user: decode(username), pass: decode(password) };
  const usualPort = secure ? 465 : 587;
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) || usualPort, secure, credentials };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AppError(
      "configuration",
      "The mail server's user and password must be percent-encoded in its address.",
    );
  }
}

function parseSender(from: string): Sender {
  const parsed = addressparser(from, { flatten: true });
  const [first] = parsed;
  if (parsed.length !== 1 || !first || !MailAddress.safeParse(first.address).success || /[\r\n]/.test(from)) {
    throw new AppError(
      "configuration",
      "The sender must be one mail address, such as Holdpoint <holdpoint@example.com>.",
    );
  }
  const domain = first.address.slice(first.address.lastIndexOf("@") + 1);
  return { name: first.name, address: first.address, domain };
}
