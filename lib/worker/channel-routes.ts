import { openChatChannel } from "#lib/channels/chat.ts";
import { openMailChannel } from "#lib/channels/mail.ts";
import type { Channel, DeliveryResult } from "#lib/channels/message.ts";
import { openWebhookChannel } from "#lib/channels/webhook.ts";
import { decryptAtRest } from "#lib/platform/crypto.ts";
import { AppError } from "#lib/platform/errors.ts";
import { findEndpoint, type WebhookEndpoint } from "#lib/store/endpoints.ts";
import { findPerson } from "#lib/store/people.ts";
import { listPersonChannels, listPreferences, type PersonChannel } from "#lib/store/person-channels.ts";
import type { Worker } from "./context.ts";

/** One channel with the address at its other end; `key` is how attempts and pace know it. */
export type Route = { key: string; channel: Channel; to: string };

const timeoutSeconds = 20;

export const never = (reason: string): DeliveryResult => ({ outcome: "rejected", permanent: true, reason });

/** What an administrator can mend is said in the log and tried again; it must not be lost in a queue. */
export function whyUnconfigured(error: unknown): DeliveryResult {
  if (error instanceof AppError && error.code === "configuration")
    return { outcome: "rejected", permanent: false, reason: error.publicMessage };
  throw error;
}

/** An endpoint that speaks for an audience. */
export async function endpointRoute(worker: Worker, id: string | null): Promise<Route | DeliveryResult> {
  const endpoint = id === null ? null : await findEndpoint(id);
  if (endpoint === null || !endpoint.isActive) return never("The webhook endpoint is no longer active.");
  return openEndpoint(worker, endpoint);
}

export function openEndpoint({ settings, http }: Worker, endpoint: WebhookEndpoint): Route {
  const secret = openSecret(endpoint.sealedSecret, settings.secret);
  const { id: key, kind, url, title } = endpoint;
  return kind === "webhook"
    ? { key, channel: openWebhookChannel({ url, secrets: [secret], http, timeoutSeconds }), to: url }
    : { key, channel: openChatChannel(kind, { url: secret, http, timeoutSeconds }), to: title };
}

/** Mail to a person, where the worker has a mail server. */
export function mailRoute({ settings }: Worker, address: string): Route | DeliveryResult {
  const { smtpUrl, mailFrom: from } = settings;
  if (smtpUrl === undefined)
    return never("No mail channel is configured (HOLDPOINT_SMTP_URL): nobody was reached.");
  return { key: "mail", channel: openMailChannel({ smtpUrl, from, timeoutSeconds }), to: address };
}

/** The ways to a person in the person's own order; mail alone where nothing was said, and always as the last resort. */
export async function routesTo(worker: Worker, id: string | null): Promise<(() => Route | DeliveryResult)[]> {
  const person = id === null ? null : await findPerson(id);
  if (person === null) return [() => never("The recipient is no longer there.")];
  const [[preference], own] = await Promise.all([
    listPreferences([person.id]),
    listPersonChannels([person.id]),
  ]);
  const order = [...new Set([...(preference?.order ?? []), "mail"])];
  return order.flatMap((key) => {
    if (key === "mail") return [() => mailRoute(worker, person.email)];
    const chat = own.find((one) => one.id === key);
    return chat === undefined ? [] : [() => openPersonChannel(worker, chat)];
  });
}

export function openPersonChannel({ settings, http }: Worker, chat: PersonChannel): Route {
  const url = openSecret(chat.sealedAddress, settings.secret);
  return {
    key: chat.id,
    channel: openChatChannel(chat.kind, { url, http, timeoutSeconds }),
    to: chat.title,
  };
}

function openSecret(sealed: string, secret: string | undefined): string {
  if (secret === undefined)
    throw new AppError(
      "configuration",
      "HOLDPOINT_SECRET is not set, and webhooks are signed with secrets kept under it.",
    );
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
