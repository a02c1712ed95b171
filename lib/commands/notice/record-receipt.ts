import { z } from "zod";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { decideReceipt } from "#lib/domain/incident/decide/notice.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { enqueueDelivery } from "../enqueue.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordReceipt = z.object({
  notice: Id,
  delivery: Id,
  attempt: z.number().int().positive(),
  result: z.discriminatedUnion("outcome", [
    z.object({ outcome: z.literal("accepted"), receipt: Words }),
    z.object({
      outcome: z.literal("failed"),
      permanent: z.boolean(),
      reason: Words,
      /** Where it is not permanent: how long until the next try. */
      againInSeconds: z.number().int().positive().max(86_400).default(60),
    }),
  ]),
});

/** The worker's: what a channel answered. The next try is enqueued with the failure, so that neither is there alone. */
export const recordReceipt = incidentCommand({
  name: "record-receipt",
  input: RecordReceipt,
  decide: async ({ tx, state, input: { result, ...address }, circumstances }) => {
    if (result.outcome === "accepted") return decideReceipt(state, { ...address, ...result }, circumstances);
    const { againInSeconds, ...failed } = result;
    const againAt = minutesAfter(circumstances.now, againInSeconds / 60, 1);
    const said = failed.permanent ? failed : { ...failed, againAt };
    const decided = decideReceipt(state, { ...address, ...said }, circumstances);
    if (decided.ok && decided.value.length > 0 && !failed.permanent) {
      const { notice, delivery } = address;
      await enqueueDelivery(tx, { reference: state.reference, notice, delivery }, againAt);
    }
    return decided;
  },
});
