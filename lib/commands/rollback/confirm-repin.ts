import { z } from "zod";
import { decideRepin } from "#lib/domain/incident/decide/rollback.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ConfirmRepin = z.object({
  pin: z.string().trim().min(1, "Name the pin you run on.").max(120),
  body: Words.default(""),
});

export const confirmRepin = incidentCommand({
  name: "confirm-repin",
  input: ConfirmRepin,
  decide: ({ state, pack, input, circumstances }) => decideRepin(state, pack, input, circumstances),
});
