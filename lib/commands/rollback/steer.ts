import { z } from "zod";
import { decideSteering } from "#lib/domain/incident/decide/run.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const SteerRun = z.object({
  run: Id,
  to: z.enum(["pause", "resume", "abort"]),
  reason: Words.trim().min(3, "Say why."),
});

export const steerRun = incidentCommand({
  name: "steer-run",
  input: SteerRun,
  decide: ({ state, pack, input, circumstances }) => decideSteering(state, pack, input, circumstances),
});
