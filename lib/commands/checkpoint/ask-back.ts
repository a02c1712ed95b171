import { z } from "zod";
import { decideAskingBack } from "#lib/domain/checkpoint/decide/asking.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

export const AskBack = z.object({
  question: z.string().min(1),
  to: z.string().min(1, "Choose whom you ask."),
  words: Words.trim().min(3, "Write what you need to know."),
});

/** A question to the other side before one signs. */
export const askBack = checkpointCommand({
  name: "ask-back",
  input: AskBack,
  decide: ({ state, pack, input, circumstances }) => decideAskingBack(state, pack, input, circumstances),
});
