import { z } from "zod";
import { decideDeliverable } from "#lib/domain/incident/decide/evidence.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const HandInDeliverable = z.object({
  deliverable: z.string().min(1),
  body: Words.trim().min(10, "Write the document, or paste it."),
});

export const handInDeliverable = incidentCommand({
  name: "hand-in-deliverable",
  input: HandInDeliverable,
  decide: ({ state, pack, input, circumstances }) => decideDeliverable(state, pack, input, circumstances),
});
