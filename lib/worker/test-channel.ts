import type { DeliveryResult, Message } from "#lib/channels/message.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { saveAttempt } from "#lib/store/channel-attempts.ts";
import { findEndpoint } from "#lib/store/endpoints.ts";
import { findPerson } from "#lib/store/people.ts";
import { listPersonChannels } from "#lib/store/person-channels.ts";
import { askChannel } from "./ask-channel.ts";
import {
  mailRoute,
  never,
  openEndpoint,
  openPersonChannel,
  type Route,
  whyUnconfigured,
} from "./channel-routes.ts";
import type { Worker } from "./context.ts";

/** Sends one test message, whether the channel is on or off; what it said is kept like any other try. */
export async function sendTest(worker: Worker, task: Tasks["test-channel"]): Promise<void> {
  const person = await findPerson(task.person);
  if (person === null) return;
  const route = await routeOf(worker, task, person.email).catch(whyUnconfigured);
  if ("outcome" in route) return sayWhyNot(task.channel, route);
  const message = testMessage(worker, person.name, task.key);
  await askChannel(worker, route, { message, purpose: "test", reference: null, standsInLine: false });
}

async function routeOf(
  worker: Worker,
  { channel, person }: Tasks["test-channel"],
  mail: string,
): Promise<Route | DeliveryResult> {
  if (channel === "mail") return mailRoute(worker, mail);
  const own = (await listPersonChannels([person])).find(({ id }) => id === channel);
  if (own !== undefined) return openPersonChannel(worker, own);
  const endpoint = await findEndpoint(channel);
  return endpoint === null ? never("The channel is no longer there.") : openEndpoint(worker, endpoint);
}

async function sayWhyNot(channel: string, said: DeliveryResult): Promise<void> {
  if (said.outcome === "accepted") return;
  await saveAttempt({
    channel,
    purpose: "test",
    reference: null,
    outcome: "failed",
    said: said.reason,
    durationMs: 0,
  });
}

const testMessage = (worker: Worker, name: string, key: string): Omit<Message, "to"> => ({
  subject: "A test from Holdpoint",
  text: `${name} sent this test. No incident is behind it, and nothing is asked of you.\n\n${worker.settings.url}`,
  headers: { incidentReference: "TEST", noticeId: "test" },
  idempotencyKey: sha256(`test:${key}`).slice(0, 32),
  isTest: true,
});
