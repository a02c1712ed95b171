import { decideNamingDeputy } from "#lib/domain/checkpoint/decide/deputy.ts";
import { findPerson } from "#lib/store/people.ts";
import { NameDeputy } from "../decision/name-deputy.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

/** A side's lead names somebody who signs for it for a while. */
export const nameCheckpointDeputy = checkpointCommand({
  name: "name-deputy",
  input: NameDeputy,
  decide: async ({ tx, state, pack, input: { person, ...naming }, circumstances }) => {
    const found = await findPerson(person, tx);
    const candidate = found === null ? null : { id: found.id, party: found.party };
    return decideNamingDeputy(state, pack, { ...naming, candidate }, circumstances);
  },
});
