import { z } from "zod";
import { decidePlay } from "#lib/domain/incident/decide/play.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ChoosePlay = z.object({
  play: z.string().min(1),
  reason: Words.trim().min(3, "Say why it is contained in this way."),
});

export const choosePlay = incidentCommand({
  name: "choose-play",
  input: ChoosePlay,
  decide: ({ state, pack, input, circumstances }) => decidePlay(state, pack, input, circumstances),
});
