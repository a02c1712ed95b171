import { z } from "zod";
import { decideMode } from "#lib/domain/incident/decide/mode.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const DeclareMode = z.object({
  reasons: z.array(z.string()).min(1, "Choose at least one reason."),
  scope: z.string().min(1, "Choose how far it reaches."),
  reason: Words.trim().min(3, "Say what happened."),
});

export const declareMode = incidentCommand({
  name: "declare-mode",
  input: DeclareMode,
  decide: ({ state, pack, input, circumstances }) => decideMode(state, pack, input, circumstances),
});
