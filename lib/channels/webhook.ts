import { Webhook } from "standardwebhooks";
import { AppError } from "#lib/platform/errors.ts";
import type { OutgoingAnswer, OutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { judgeFailure, judgeRefusal } from "./http-answer.ts";
import { type Channel, type DeliveryResult, type Message, permanently, whyUnsendable } from "./message.ts";

export type WebhookSettings = {
  url: string;
  /** `whsec_` and base64. During a rotation the new and the old one, each of which signs. */
  secrets: readonly string[];
  http: OutgoingHttp;
  timeoutSeconds: number;
};

/** One receiver's endpoint, spoken to as the Standard Webhooks specification says: signed, and with an id that stays the same over every attempt. */
export function openWebhookChannel(settings: WebhookSettings): Channel {
  const signers = settings.secrets.map(openSigner);
  if (signers.length === 0) throw new AppError("configuration", "A webhook needs a secret to sign with.");
  return {
    name: "webhook",
    deliver: async (message, signal) => {
      const unsendable = whyUnsendable(message) ?? whyNoSuchTarget(settings) ?? whyNoSuchId(message);
      if (unsendable) return unsendable;
      const body = JSON.stringify(payloadOf(message));
      const answer = await settings.http.send({
        method: "POST",
        url: settings.url,
        headers: { "content-type": "application/json", ...sign(signers, message.idempotencyKey, body) },
        body,
        timeoutSeconds: settings.timeoutSeconds,
        maximumBodyBytes: 0,
        maximumRedirects: 0,
        signal,
      });
      return answer.ok ? judge(answer, new URL(settings.url).host) : judgeFailure(answer);
    },
  };
}

function openSigner(secret: string): Webhook {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  try {
    if (bytes.length >= 24 && bytes.length <= 64) return new Webhook(secret);
  } catch {
    // Fall through: the library's own words are about base64, not about what was expected.
  }
  throw new AppError(
    "configuration",
    "A webhook's secret must be whsec_ and the base64 of 24 to 64 random bytes.",
  );
}

function whyNoSuchTarget({ url, http }: WebhookSettings): DeliveryResult | null {
  if (!URL.canParse(url)) return permanently("the webhook's address is not one");
  const isSafe = url.startsWith("https://") || http.allowsHost(url);
  return isSafe
    ? null
    : permanently("the webhook's address must be https, unless an administrator allowed its host");
}

/** The signature covers `id.time.body`: a dot in the id would let two messages share one signature. */
function whyNoSuchId({ idempotencyKey }: Message): DeliveryResult | null {
  return idempotencyKey.includes(".") ? permanently("the message's idempotencyKey holds a dot") : null;
}

function payloadOf({ to, subject, text, headers, isTest }: Message) {
  if (isTest === true) return { type: "channel.tested", data: { to, subject, text } };
  const { incidentReference, noticeId } = headers;
  return { type: "notice.sent", data: { incident: incidentReference, notice: noticeId, to, subject, text } };
}

function sign(signers: readonly Webhook[], id: string, body: string): Record<string, string> {
  const now = new Date();
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": signers.map((signer) => signer.sign(id, now, body)).join(" "),
  };
}

/** Only the status is repeated: a receiver's body could hold what it was sent. */
function judge(answer: OutgoingAnswer, host: string): DeliveryResult {
  const { status } = answer;
  return status >= 200 && status < 300
    ? { outcome: "accepted", receipt: `HTTP ${status}`, acceptedBy: host }
    : judgeRefusal(answer, `${host} answered ${status}`);
}
