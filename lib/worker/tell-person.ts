import type { DeliveryResult, Message } from "#lib/channels/message.ts";
import type { Worker } from "./context.ts";
import { reachPerson } from "./reach-person.ts";

/** The server said "later": thrown so that the queue tries again with backoff. */
export class TryAgainLater extends Error {}

/** One message to one person, outside any notice: an escalation, a call, or what a rollback came to. */
export async function tellPerson(
  worker: Worker,
  person: string,
  purpose: "escalation" | "news" | "page",
  message: Omit<Message, "to">,
): Promise<DeliveryResult> {
  const reference = message.headers.incidentReference;
  const said = await reachPerson(worker, person, { message, purpose, reference, standsInLine: false });
  if (said.outcome === "not-yet") throw new TryAgainLater("the channel is not to be asked now");
  return said;
}

/** What the log says of it. */
export const outcomeOf = (said: DeliveryResult): { outcome: "accepted" | "failed"; receipt: string } =>
  said.outcome === "accepted"
    ? { outcome: "accepted", receipt: `${said.acceptedBy}: ${said.receipt}` }
    : { outcome: "failed", receipt: said.reason };
