import { z } from "zod";
import { decideEndingDeputy } from "#lib/domain/incident/decide/deputy.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const EndDeputy = z.object({
  named: z.number().int().positive(),
  reason: Words.trim().min(3, "Say why it is taken back."),
});

/** A party's lead takes back that somebody signs for it. */
export const endDeputy = incidentCommand({
  name: "end-deputy",
  input: EndDeputy,
  decide: ({ state, pack, input, circumstances }) => decideEndingDeputy(state, pack, input, circumstances),
});
