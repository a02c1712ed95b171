import { z } from "zod";
import { decideNamingDeputy } from "#lib/domain/incident/decide/deputy.ts";
import { Id, Instant, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const NameDeputy = z.object({
  person: Id,
  from: Instant,
  until: Instant,
  reason: Words.trim().min(3, "Say why somebody signs in your place."),
});

/** A party's lead names somebody who signs for it for a while. */
export const nameDeputy = incidentCommand({
  name: "name-deputy",
  input: NameDeputy,
  decide: ({ state, pack, input, circumstances }) => decideNamingDeputy(state, pack, input, circumstances),
});
