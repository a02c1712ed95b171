import { z } from "zod";
import { decideDiscussion } from "#lib/domain/incident/decide/timing.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ConcludeDiscussion = z.object({
  outcome: Words.trim().min(3, "Say what the team came to."),
});

export const concludeDiscussion = incidentCommand({
  name: "conclude-discussion",
  input: ConcludeDiscussion,
  decide: ({ state, pack, input, circumstances }) => decideDiscussion(state, pack, input, circumstances),
});
