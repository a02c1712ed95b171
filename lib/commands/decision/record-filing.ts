import { z } from "zod";
import { decideFiling } from "#lib/domain/incident/decide/file-decision.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordFiling = z.object({
  decision: Id,
  party: z.string().min(1),
  place: z.string().min(1).max(400).nullable(),
  reason: Words,
});

/** The worker's: where a sealed decision's log lies now, or why it does not yet. */
export const recordFiling = incidentCommand({
  name: "record-filing",
  input: RecordFiling,
  decide: ({ state, pack, input, circumstances }) => decideFiling(state, pack, input, circumstances),
});
