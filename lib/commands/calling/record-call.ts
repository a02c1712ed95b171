import { z } from "zod";
import { decideDelivered } from "#lib/domain/calling/call.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordCall = z.object({ call: Id, outcome: z.enum(["accepted", "failed"]), receipt: Words });

/** The worker's: what a channel said of a call. */
export const recordCall = incidentCommand({
  name: "record-call",
  input: RecordCall,
  decide: ({ state, input, circumstances }) => decideDelivered(state, input, circumstances),
});
