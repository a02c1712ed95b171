import { z } from "zod";
import { decideScope } from "#lib/domain/incident/decide/mode.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ChangeScope = z.object({
  scope: z.string().min(1),
  reason: Words.trim().min(3, "Say why it reaches further, or less far."),
});

export const changeScope = incidentCommand({
  name: "change-scope",
  input: ChangeScope,
  decide: ({ state, pack, input, circumstances }) => decideScope(state, pack, input, circumstances),
});
