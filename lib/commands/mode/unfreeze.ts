import { z } from "zod";
import { decideUnfreeze } from "#lib/domain/incident/decide/mode.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const Unfreeze = z.object({ scope: Words.trim().min(3, "Say what moves again.") });

export const unfreeze = incidentCommand({
  name: "unfreeze",
  input: Unfreeze,
  decide: ({ state, pack, input, circumstances }) => decideUnfreeze(state, pack, input, circumstances),
});
