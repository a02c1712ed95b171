import { z } from "zod";
import { decideNote } from "#lib/domain/incident/decide/timeline.ts";
import { Instant, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const AddNote = z.object({
  kind: z.enum(["note", "observation", "decision"]).default("note"),
  body: Words.trim().min(1, "Write what you saw, decided or ran."),
  occurredAt: Instant.nullable().default(null),
  party: z.string().nullable().default(null),
});

export const addNote = incidentCommand({
  name: "add-note",
  input: AddNote,
  decide: ({ state, input, circumstances }) => decideNote(state, input, circumstances),
});
