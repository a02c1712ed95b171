import { z } from "zod";
import { decideCancelling } from "#lib/domain/incident/decide/cancel.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const CancelIncident = z.object({
  reason: Words.trim().min(1, "Say why it was a false alarm."),
});

export const cancelIncident = incidentCommand({
  name: "cancel-incident",
  input: CancelIncident,
  decide: ({ state, pack, input, circumstances }) => decideCancelling(state, pack, input, circumstances),
});
