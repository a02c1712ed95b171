import { z } from "zod";
import { decideVerdict } from "#lib/domain/checkpoint/decide/verdict.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

export const GiveVerdict = z.object({
  question: z.string().min(1),
  go: z.boolean(),
  remediation: Words.trim(),
});

/** One side's answer to one question. */
export const giveVerdict = checkpointCommand({
  name: "give-verdict",
  input: GiveVerdict,
  decide: ({ state, pack, input, circumstances }) => decideVerdict(state, pack, input, circumstances),
});
