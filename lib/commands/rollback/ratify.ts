import { z } from "zod";
import { decideRatification } from "#lib/domain/incident/decide/run.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RatifyRun = z.object({ run: Id, reason: Words.default("") });

export const ratifyRun = incidentCommand({
  name: "ratify-run",
  input: RatifyRun,
  decide: ({ state, pack, input, circumstances }) => decideRatification(state, pack, input, circumstances),
});
