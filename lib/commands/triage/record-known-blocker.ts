import { z } from "zod";
import { decideKnownBlocker } from "#lib/domain/incident/decide/check.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordKnownBlocker = z.object({
  check: z.string().min(1),
  blocker: Words.trim().min(3, "Say what blocks it and since when."),
  link: Words.trim(),
});

export const recordKnownBlocker = incidentCommand({
  name: "record-known-blocker",
  input: RecordKnownBlocker,
  decide: ({ state, pack, input, circumstances }) => decideKnownBlocker(state, pack, input, circumstances),
});
