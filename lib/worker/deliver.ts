import { openMailChannel } from "#lib/channels/mail.ts";
import type { Channel, DeliveryResult } from "#lib/channels/message.ts";
import { openWebhookChannel } from "#lib/channels/webhook.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { recordReceipt } from "#lib/commands/notice/record-receipt.ts";
import type { DeliveryState } from "#lib/domain/incident/state.ts";
import { decryptAtRest } from "#lib/platform/crypto.ts";
import { AppError } from "#lib/platform/errors.ts";
import { findEndpoint } from "#lib/store/endpoints.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { findPerson } from "#lib/store/people.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { untilRecorded } from "./until-recorded.ts";

type Route = { channel: Channel; to: string };
const timeoutSeconds = 20;
/** The pauses double up to ten minutes, so it is tried for more than an hour; every try is an entry in the log. */
const mostAttempts = 16;
const longestPauseSeconds = 600;

/** Delivers to one recipient on one channel and records what the channel said. A delivery that is settled is left alone. */
export async function deliver(worker: Worker, task: Tasks["deliver"]): Promise<void> {
  const incident = await readIncident(task.reference);
  const notice = incident?.state.notices.find((one) => one.notice === task.notice);
  const delivery = notice?.deliveries.find((one) => one.id === task.delivery);
  if (notice === undefined || delivery === undefined || delivery.status !== "pending") return;
  const words = await readEntryText(task.reference, notice.seq, "NoticeSent");
  const said = await send(worker, task, delivery, words);
  const attempt = delivery.attempts + 1;
  const key = `deliver:${task.delivery}:${attempt}`;
  await untilRecorded(async () => {
    const outcome = await recordReceipt(asWorker(worker, key), {
      ...task,
      attempt,
      result: resultOf(said, attempt),
    });
    if (!outcome.ok) log.error({ ...task, refusal: outcome.refusal }, "a receipt was refused");
  }, worker.ending);
}

function resultOf(said: DeliveryResult, attempt: number) {
  if (said.outcome === "accepted")
    return { outcome: "accepted" as const, receipt: `${said.acceptedBy}: ${said.receipt}` };
  const pause = Math.max(2 ** Math.min(attempt, 12), said.retryAfterSeconds ?? 0);
  return {
    outcome: "failed" as const,
    permanent: said.permanent || attempt >= mostAttempts,
    reason: said.reason,
    againInSeconds: Math.min(pause, longestPauseSeconds),
  };
}

async function send(
  worker: Worker,
  task: Tasks["deliver"],
  delivery: DeliveryState,
  words: { subject: string; body: string } | null,
): Promise<DeliveryResult> {
  if (words === null) return never("The notice's words were redacted before it left.");
  const route = await routeOf(worker, delivery).catch(whyUnconfigured);
  if ("outcome" in route) return route;
  const headers = { incidentReference: task.reference, noticeId: task.notice };
  return route.channel.deliver(
    { to: route.to, subject: words.subject, text: words.body, headers, idempotencyKey: task.delivery },
    // Not cut off when the process is asked to stop: what was cut off may have arrived, and would be sent again.
    worker.ending,
  );
}

/** What an administrator can mend is said in the log and tried again; it must not be lost in a queue. */
function whyUnconfigured(error: unknown): DeliveryResult {
  if (error instanceof AppError && error.code === "configuration")
    return { outcome: "rejected", permanent: false, reason: error.publicMessage };
  throw error;
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
      const secret = openSecret(endpoint.sealedSecret, settings.secret);
      return {
        channel: openWebhookChannel({ url: endpoint.url, secrets: [secret], http, timeoutSeconds }),
        to: endpoint.url,
      };
    }
  }
}

function openSecret(sealed: string, secret: string): string {
  try {
    return decryptAtRest(sealed, secret);
  } catch (cause) {
    throw new AppError(
      "configuration",
      "The endpoint's secret was kept under another HOLDPOINT_SECRET than this one. Register the endpoint again.",
      { cause },
    );
  }
}
