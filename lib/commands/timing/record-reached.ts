import { z } from "zod";
import { decideReached } from "#lib/domain/incident/decide/timing.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { RunNews } from "#lib/domain/protocol/parts/people.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordReached = z.object({
  run: Id,
  cause: RunNews,
  role: z.string(),
  person: Id,
  outcome: z.enum(["accepted", "failed"]),
  receipt: Words,
});

/** The worker's: what the mail server said of telling one person what a rollback came to. */
export const recordReached = incidentCommand({
  name: "record-reached",
  input: RecordReached,
  decide: ({ state, input, circumstances }) => decideReached(state, input, circumstances),
});
