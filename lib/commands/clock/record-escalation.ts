import { z } from "zod";
import { decideEscalationTold } from "#lib/domain/clock/fire.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordEscalation = z.object({
  clock: z.string(),
  occurrence: z.number().int().positive(),
  person: Id,
  outcome: z.enum(["accepted", "failed"]),
  receipt: Words,
});

/** The worker's: what the mail server said of an escalation to one person. */
export const recordEscalation = incidentCommand({
  name: "record-escalation",
  input: RecordEscalation,
  decide: ({ state, input, circumstances }) => decideEscalationTold(state, input, circumstances),
});
