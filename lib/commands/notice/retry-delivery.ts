import { z } from "zod";
import { decideRetryDelivery } from "#lib/domain/incident/decide/retry-delivery.ts";
import { Id } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RetryDelivery = z.object({ notice: Id, delivery: Id });

/** A person's: what failed for good is tried once more; the job comes with the entry. */
export const retryDelivery = incidentCommand({
  name: "retry-delivery",
  input: RetryDelivery,
  decide: ({ state, input, circumstances }) => decideRetryDelivery(state, input, circumstances),
});
