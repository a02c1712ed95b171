import { z } from "zod";
import { decideClosing } from "#lib/domain/incident/decide/close.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const CloseIncident = z.object({
  summary: Words.trim().min(1, "Sum up what happened in a sentence."),
});

export const closeIncident = incidentCommand({
  name: "close-incident",
  input: CloseIncident,
  decide: ({ state, pack, input, circumstances }) => decideClosing(state, pack, input, circumstances),
});
