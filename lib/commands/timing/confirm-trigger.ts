import { z } from "zod";
import { decideConfirmation } from "#lib/domain/incident/decide/timing.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ConfirmTrigger = z.object({
  evidence: Words.trim().min(3, "Say what shows it: a graph, an alert, a line of a log."),
});

export const confirmTrigger = incidentCommand({
  name: "confirm-trigger",
  input: ConfirmTrigger,
  decide: ({ state, pack, input, circumstances }) => decideConfirmation(state, pack, input, circumstances),
});
