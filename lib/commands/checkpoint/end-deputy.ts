import { decideEndingDeputy } from "#lib/domain/checkpoint/decide/deputy.ts";
import { EndDeputy } from "../decision/end-deputy.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

/** A side's lead takes back that somebody signs for it. */
export const endCheckpointDeputy = checkpointCommand({
  name: "end-deputy",
  input: EndDeputy,
  decide: ({ state, pack, input, circumstances }) => decideEndingDeputy(state, pack, input, circumstances),
});
