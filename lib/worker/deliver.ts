import { openMailChannel } from "#lib/channels/mail.ts";
import type { Channel, DeliveryResult } from "#lib/channels/message.ts";
import { openWebhookChannel } from "#lib/channels/webhook.ts";
import { recordReceipt } from "#lib/commands/notice/record-receipt.ts";
import type { DeliveryState } from "#lib/domain/incident/state.ts";
import { decryptAtRest } from "#lib/platform/crypto.ts";
import { AppError } from "#lib/platform/errors.ts";
import { findEndpoint } from "#lib/store/endpoints.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { findPerson } from "#lib/store/people.ts";
import { asWorker, type Worker } from "./context.ts";

type Task = { reference: string; notice: string; delivery: string };
type Route = { channel: Channel; to: string };
const timeoutSeconds = 20;

/** A channel said "later": thrown so that the queue tries again with backoff. */
class TryAgainLater extends Error {}

/** Delivers to one recipient on one channel and records what the channel said. A delivery that is settled is left alone. */
export async function deliver(
  worker: Worker,
  task: Task,
  attempt: { number: number; last: boolean },
): Promise<void> {
  const incident = await readIncident(task.reference);
  const notice = incident?.state.notices.find((one) => one.notice === task.notice);
  const delivery = notice?.deliveries.find((one) => one.id === task.delivery);
  if (notice === undefined || delivery === undefined || delivery.status !== "pending") return;
  const words = await readEntryText(task.reference, notice.seq, "NoticeSent");
  const result = await send(worker, task, delivery, words);
  const number = delivery.attempts + 1;
  const gaveUp = result.outcome === "rejected" && (result.permanent || attempt.last);
  await recordReceipt(asWorker(worker, `deliver:${task.delivery}:${number}`), {
    ...task,
    attempt: number,
    result:
      result.outcome === "accepted"
        ? { outcome: "accepted", receipt: `${result.acceptedBy}: ${result.receipt}` }
        : { outcome: "failed", permanent: gaveUp, reason: result.reason },
  });
  if (result.outcome === "rejected" && !gaveUp) throw new TryAgainLater(result.reason);
}

async function send(
  worker: Worker,
  task: Task,
  delivery: DeliveryState,
  words: { subject: string; body: string } | null,
): Promise<DeliveryResult> {
  if (words === null) return never("The notice's words were redacted before it left.");
  const route = await routeOf(worker, delivery);
  if ("outcome" in route) return route;
  const headers = { incidentReference: task.reference, noticeId: task.notice };
  return route.channel.deliver(
    { to: route.to, subject: words.subject, text: words.body, headers, idempotencyKey: task.delivery },
    worker.stopping,
  );
}

const never = (reason: string): DeliveryResult => ({ outcome: "rejected", permanent: true, reason });

async function routeOf(worker: Worker, delivery: DeliveryState): Promise<Route | DeliveryResult> {
  const { settings, http } = worker;
  switch (delivery.channel) {
    case "mail": {
      if (settings.smtpUrl === undefined)
        return never("No mail channel is configured (HOLDPOINT_SMTP_URL): nobody was reached.");
      const person = delivery.person === null ? null : await findPerson(delivery.person);
      if (person === null) return never("The recipient is no longer there.");
      return {
        channel: openMailChannel({ smtpUrl: settings.smtpUrl, from: settings.mailFrom, timeoutSeconds }),
        to: person.email,
      };
    }
    case "webhook": {
      const endpoint = delivery.endpoint === null ? null : await findEndpoint(delivery.endpoint);
      if (endpoint === null || !endpoint.isActive) return never("The webhook endpoint is no longer active.");
      if (settings.secret === undefined)
        throw new AppError(
          "configuration",
          "HOLDPOINT_SECRET is not set, and webhooks are signed with secrets kept under it.",
        );
      const secret = decryptAtRest(endpoint.sealedSecret, settings.secret);
      return {
        channel: openWebhookChannel({ url: endpoint.url, secrets: [secret], http, timeoutSeconds }),
        to: endpoint.url,
      };
    }
  }
}
