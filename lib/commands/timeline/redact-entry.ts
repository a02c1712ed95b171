import { z } from "zod";
import { decideRedaction } from "#lib/domain/incident/decide/timeline.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RedactEntry = z.object({
  redacts: z.number().int().positive(),
  reason: Words.trim().min(1, "Say why it is redacted."),
});

export const redactEntry = incidentCommand({
  name: "redact-entry",
  input: RedactEntry,
  decide: ({ state, input, circumstances }) => decideRedaction(state, input, circumstances),
});
