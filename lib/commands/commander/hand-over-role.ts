import { z } from "zod";
import { decideHandover } from "#lib/domain/incident/decide/handover.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { refuse } from "#lib/domain/refusal.ts";
import { findPerson } from "#lib/store/people.ts";
import { incidentCommand } from "../incident-command.ts";

export const HandOverRole = z.object({
  role: z.string().min(1),
  from: Id,
  to: Id,
  state: Words.trim().min(1, "Say how things stand: it is what the next person starts from."),
});

/** First whether the asker may, because what follows would tell an outsider who is who. */
export const handOverRole = incidentCommand({
  name: "hand-over-role",
  input: HandOverRole,
  decide: async ({ tx, state, pack, input, circumstances }) => {
    const person = await findPerson(input.to, tx);
    const to = { id: input.to, party: person?.party ?? null };
    const decided = decideHandover(state, pack, { ...input, to }, circumstances);
    return decided.ok && person === null ? refuse("invalid", null, "There is no such person.") : decided;
  },
});
