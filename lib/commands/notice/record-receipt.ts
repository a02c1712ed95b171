import { z } from "zod";
import { decideReceipt } from "#lib/domain/incident/decide/notice.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordReceipt = z.object({
  notice: Id,
  delivery: Id,
  attempt: z.number().int().positive(),
  result: z.discriminatedUnion("outcome", [
    z.object({ outcome: z.literal("accepted"), receipt: Words }),
    z.object({ outcome: z.literal("failed"), permanent: z.boolean(), reason: Words }),
  ]),
});

/** The worker's: what a channel answered. */
export const recordReceipt = incidentCommand({
  name: "record-receipt",
  input: RecordReceipt,
  decide: ({ state, input: { result, ...address }, circumstances }) =>
    decideReceipt(state, { ...address, ...result }, circumstances),
});
