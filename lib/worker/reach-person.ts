import type { DeliveryResult } from "#lib/channels/message.ts";
import { askChannel, type NotYet, type Sending } from "./ask-channel.ts";
import { routesTo, whyUnconfigured } from "./channel-routes.ts";
import type { Worker } from "./context.ts";

/**
 * Reaches a person by the first of the person's channels that takes the message. Where none does, it is given up for
 * good only if every one of them refused for good.
 */
export async function reachPerson(
  worker: Worker,
  person: string | null,
  sending: Sending,
): Promise<DeliveryResult | NotYet> {
  const failed: (DeliveryResult & { outcome: "rejected" })[] = [];
  for (const open of await routesTo(worker, person)) {
    const said = await askRoute(worker, open, sending);
    if (said.outcome === "not-yet") return said;
    if (said.outcome === "accepted")
      return failed.length === 0 ? said : { ...said, receipt: `${said.receipt}, after ${reasons(failed)}` };
    failed.push(said);
  }
  const waits = failed.flatMap(({ retryAfterSeconds: seconds }) => (seconds === undefined ? [] : [seconds]));
  return {
    outcome: "rejected",
    permanent: failed.every(({ permanent }) => permanent),
    reason: reasons(failed),
    ...(waits.length === 0 ? {} : { retryAfterSeconds: Math.min(...waits) }),
  };
}

const reasons = (failed: { reason: string }[]) => failed.map(({ reason }) => reason).join("; ");

type Opening = Awaited<ReturnType<typeof routesTo>>[number];

async function askRoute(worker: Worker, open: Opening, sending: Sending): Promise<DeliveryResult | NotYet> {
  let route: ReturnType<Opening>;
  try {
    route = open();
  } catch (error) {
    return whyUnconfigured(error);
  }
  return "outcome" in route ? route : askChannel(worker, route, sending);
}
