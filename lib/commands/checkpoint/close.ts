import { z } from "zod";
import { decideClosing } from "#lib/domain/checkpoint/decide/ending.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

export const CloseCheckpoint = z.object({ reason: Words.trim().min(3, "Say why it ends here.") });

/** Ends a checkpoint with what it came to. */
export const closeCheckpoint = checkpointCommand({
  name: "close-checkpoint",
  input: CloseCheckpoint,
  decide: ({ state, pack, input, circumstances }) => decideClosing(state, pack, input, circumstances),
});
