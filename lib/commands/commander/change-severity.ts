import { z } from "zod";
import { decideSeverity } from "#lib/domain/incident/decide/severity.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ChangeSeverity = z.object({
  severity: z.string().min(1),
  reason: Words.trim().min(1, "Say why in a sentence."),
});

export const changeSeverity = incidentCommand({
  name: "change-severity",
  input: ChangeSeverity,
  decide: ({ state, pack, input, circumstances }) => decideSeverity(state, pack, input, circumstances),
});
