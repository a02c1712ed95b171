import { z } from "zod";
import { decideAbort } from "#lib/domain/checkpoint/decide/ending.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

export const TriggerAbort = z.object({
  trigger: z.string().min(1, "Choose what was seen."),
  cause: Words.trim().min(3, "Say what was seen, and where."),
});

/** Ends a checkpoint as NO-GO at once. */
export const triggerAbort = checkpointCommand({
  name: "trigger-abort",
  input: TriggerAbort,
  decide: ({ state, pack, input, circumstances }) => decideAbort(state, pack, input, circumstances),
});
