import { openMailChannel } from "#lib/channels/mail.ts";
import type { DeliveryResult, Message } from "#lib/channels/message.ts";
import { findPerson } from "#lib/store/people.ts";
import type { Worker } from "./context.ts";

const timeoutSeconds = 20;

/** The server said "later": thrown so that the queue tries again with backoff. */
export class TryAgainLater extends Error {}

/** One mail to one person, outside any notice: an escalation, or what a rollback came to. */
export async function mailTo(
  worker: Worker,
  person: string,
  message: Omit<Message, "to">,
): Promise<DeliveryResult> {
  const { smtpUrl, mailFrom: from } = worker.settings;
  const never = (reason: string) => ({ outcome: "rejected" as const, permanent: true, reason });
  if (smtpUrl === undefined) return never("No mail channel is configured (HOLDPOINT_SMTP_URL).");
  const recipient = await findPerson(person);
  if (recipient === null) return never("The person is no longer there.");
  const channel = openMailChannel({ smtpUrl, from, timeoutSeconds });
  return channel.deliver({ ...message, to: recipient.email }, worker.ending);
}

/** What the log says of it. */
export const outcomeOf = (said: DeliveryResult): { outcome: "accepted" | "failed"; receipt: string } =>
  said.outcome === "accepted"
    ? { outcome: "accepted", receipt: `${said.acceptedBy}: ${said.receipt}` }
    : { outcome: "failed", receipt: said.reason };
