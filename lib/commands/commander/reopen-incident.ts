import { z } from "zod";
import { decideReopening } from "#lib/domain/incident/decide/reopen.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ReopenIncident = z.object({
  reason: Words.trim().min(1, "Say why it is open again."),
});

export const reopenIncident = incidentCommand({
  name: "reopen-incident",
  input: ReopenIncident,
  decide: ({ state, pack, input, circumstances }) => decideReopening(state, pack, input, circumstances),
});
