import { z } from "zod";
import { decideTarget } from "#lib/domain/incident/decide/target.ts";
import { incidentCommand } from "../incident-command.ts";

export const ConfirmTarget = z.object({
  target: z.string().min(1),
  value: z.string().trim().min(1).max(500),
});

export const confirmTarget = incidentCommand({
  name: "confirm-target",
  input: ConfirmTarget,
  decide: ({ state, pack, input, circumstances }) => decideTarget(state, pack, input, circumstances),
});
