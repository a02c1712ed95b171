import { z } from "zod";
import { decideRole } from "#lib/domain/incident/decide/timeline.ts";
import { Id } from "#lib/domain/incident/events/shapes.ts";
import { refuse } from "#lib/domain/refusal.ts";
import { findPerson } from "#lib/store/people.ts";
import { incidentCommand } from "../incident-command.ts";

export const AssignRole = z.object({ person: Id, role: z.string().min(1) });

/** Refuses to seat a member of one party in the other's role: nobody signs for a side that is not theirs. */
export const assignRole = incidentCommand({
  name: "assign-role",
  input: AssignRole,
  decide: async ({ tx, state, pack, input, circumstances }) => {
    const person = await findPerson(input.person, tx);
    const decided = decideRole(state, pack, { ...input, party: person?.party ?? null }, circumstances);
    // First whether the asker may, because what follows would tell an outsider who is who.
    if (!decided.ok) return decided;
    if (person === null) return refuse("invalid", null, "There is no such person.");
    const { party, rule = null } = pack.roles[input.role] ?? {};
    return party === undefined || person.party === party
      ? decided
      : refuse(
          "unauthorised",
          rule,
          `${person.name} is no member of ${pack.parties[party]?.title ?? party}.`,
        );
  },
});
