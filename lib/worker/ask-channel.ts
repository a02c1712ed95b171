import { setTimeout as wait } from "node:timers/promises";
import type { DeliveryResult, Message } from "#lib/channels/message.ts";
import { type ChannelAttempt, saveAttempt } from "#lib/store/channel-attempts.ts";
import { pauseChannel, pauseOf, takeTurn } from "#lib/store/channel-pace.ts";
import { takePlace } from "./channel-lanes.ts";
import type { Route } from "./channel-routes.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";

/** What is sent and why; `standsInLine` is false for a person who is called, because a call waits for nobody. */
export type Sending = {
  message: Omit<Message, "to">;
  purpose: ChannelAttempt["purpose"];
  reference: string | null;
  standsInLine: boolean;
};

/** It was not asked: it is full, paused, or its turn is further off than is worth waiting for. */
export type NotYet = { outcome: "not-yet"; seconds: number };

/** As the makers of the chats ask for it: Slack one a second, Teams four. Others are spared a flood. */
const spacingMs = { slack: 1_000, teams: 250, webhook: 50, mail: 5 };
const longestWaitMs = 1_500;
/** Where a channel says "too many" and not for how long. */
const usualPauseSeconds = 5;

/** Asks one channel to take a message: in its turn, not too many at once, and with what it said kept for the settings screen. */
export async function askChannel(
  worker: Worker,
  route: Route,
  sending: Sending,
): Promise<DeliveryResult | NotYet> {
  if (!sending.standsInLine) return ask(worker, route, sending);
  const pause = await pauseOf(route.key);
  if (pause > 0) return notYet(pause / 1000);
  const giveBack = await takePlace(route.key);
  if (giveBack === null) return notYet(1);
  try {
    const turn = await takeTurn(route.key, spacingMs[route.channel.name]);
    if (turn > longestWaitMs) return notYet(turn / 1000);
    if (turn > 0) await wait(turn);
    return await ask(worker, route, sending);
  } finally {
    giveBack();
  }
}

/** Spread, because what waits for the same moment would come all at once. */
const notYet = (seconds: number): NotYet => ({ outcome: "not-yet", seconds: seconds + Math.random() });

async function ask(worker: Worker, route: Route, sending: Sending): Promise<DeliveryResult> {
  const began = performance.now();
  // Not cut off when the process is asked to stop: what was cut off may have arrived, and would be sent again.
  const said = await route.channel.deliver({ ...sending.message, to: route.to }, worker.ending);
  const { purpose, reference } = sending;
  const durationMs = Math.round(performance.now() - began);
  await keep(route, said, {
    channel: route.key,
    purpose,
    reference,
    durationMs,
    ...outcomeOf(said, purpose),
  });
  return said;
}

function outcomeOf(
  said: DeliveryResult,
  purpose: Sending["purpose"],
): Pick<ChannelAttempt, "outcome" | "said"> {
  if (said.outcome === "accepted")
    return { outcome: "accepted", said: `${said.acceptedBy}: ${said.receipt}` };
  if (purpose === "test") return { outcome: "failed", said: `${said.reason}; a test is sent once` };
  return { outcome: said.permanent ? "failed" : "later", said: said.reason };
}

/** Beside the log: that it cannot be written must not lose what the channel said. */
async function keep(route: Route, said: DeliveryResult, attempt: ChannelAttempt): Promise<void> {
  try {
    const isTooMany = said.outcome === "rejected" && / answered 429\b/.test(said.reason);
    const seconds = said.outcome === "rejected" ? said.retryAfterSeconds : undefined;
    if (isTooMany || seconds !== undefined) await pauseChannel(route.key, seconds ?? usualPauseSeconds);
    await saveAttempt(attempt);
  } catch (error) {
    log.warn({ error: String(error) }, "a channel's answer could not be kept for its screen");
  }
}
