import { z } from "zod";
import { decideCorrection } from "#lib/domain/incident/decide/timeline.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const CorrectEntry = z.object({
  corrects: z.number().int().positive(),
  body: Words.trim().min(1, "Write what is right."),
});

export const correctEntry = incidentCommand({
  name: "correct-entry",
  input: CorrectEntry,
  decide: ({ state, input, circumstances }) => decideCorrection(state, input, circumstances),
});
