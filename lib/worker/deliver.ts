import type { DeliveryResult } from "#lib/channels/message.ts";
import { deferDelivery, type Tasks } from "#lib/commands/enqueue.ts";
import { recordReceipt } from "#lib/commands/notice/record-receipt.ts";
import type { DeliveryState } from "#lib/domain/incident/state.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { askChannel, type NotYet } from "./ask-channel.ts";
import { endpointRoute, never, whyUnconfigured } from "./channel-routes.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { reachPerson } from "./reach-person.ts";
import { untilRecorded } from "./until-recorded.ts";

/** The pauses double up to ten minutes, so it is tried for more than an hour; every try is an entry in the log. */
const mostAttempts = 16;
const longestPauseSeconds = 600;

/** Delivers to one recipient and records what the channel said. A delivery that is settled is left alone. */
export async function deliver(worker: Worker, task: Tasks["deliver"]): Promise<void> {
  const incident = await readIncident(task.reference);
  const notice = incident?.state.notices.find((one) => one.notice === task.notice);
  const delivery = notice?.deliveries.find((one) => one.id === task.delivery);
  if (notice === undefined || delivery === undefined || delivery.status !== "pending") return;
  const words = await readEntryText(task.reference, notice.seq, "NoticeSent");
  const said = await send(worker, task, delivery, words);
  if (said.outcome === "not-yet") return deferDelivery(task, said.seconds);
  const attempt = delivery.attempts + 1;
  const tried = attempt - delivery.triedBefore;
  const key = `deliver:${task.delivery}:${attempt}`;
  await untilRecorded(async () => {
    const outcome = await recordReceipt(asWorker(worker, key), {
      ...task,
      attempt,
      result: resultOf(said, tried),
    });
    if (!outcome.ok) log.error({ ...task, refusal: outcome.refusal }, "a receipt was refused");
  }, worker.ending);
}

function resultOf(said: DeliveryResult, tried: number) {
  if (said.outcome === "accepted")
    return { outcome: "accepted" as const, receipt: `${said.acceptedBy}: ${said.receipt}` };
  // Half of it at random, so that what failed together does not come back together.
  const backoff = Math.min(2 ** Math.min(tried, 12), longestPauseSeconds) * (0.5 + Math.random() / 2);
  return {
    outcome: "failed" as const,
    permanent: said.permanent || tried >= mostAttempts,
    reason: said.reason,
    againInSeconds: Math.max(1, Math.ceil(backoff), said.retryAfterSeconds ?? 0),
  };
}

async function send(
  worker: Worker,
  task: Tasks["deliver"],
  delivery: DeliveryState,
  words: { subject: string; body: string } | null,
): Promise<DeliveryResult | NotYet> {
  if (words === null) return never("The notice's words were redacted before it left.");
  const headers = { incidentReference: task.reference, noticeId: task.notice };
  const message = { subject: words.subject, text: words.body, headers, idempotencyKey: task.delivery };
  const sending = { message, purpose: "notice" as const, reference: task.reference, standsInLine: true };
  if (delivery.endpoint === null) return reachPerson(worker, delivery.person, sending);
  const route = await endpointRoute(worker, delivery.endpoint).catch(whyUnconfigured);
  return "outcome" in route ? route : askChannel(worker, route, sending);
}
