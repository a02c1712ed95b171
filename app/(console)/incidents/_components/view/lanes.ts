import type { Lane } from "#components/incident/people-lists.tsx";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { seatedRoles } from "#lib/domain/protocol/seated-roles.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

/** Every role that has a place in the room, who holds it here, and whether they have the room open. */
export function laneViews(state: IncidentState, names: Lexicon, present: readonly string[]): Lane[] {
  const seated = seatedRoles(names.pack);
  return Object.entries(names.pack.roles)
    .filter(([id]) => seated.includes(id))
    .flatMap(([id, role]): Lane[] => {
      const holders = state.participants.filter((one) => one.roles.includes(id));
      if (holders.length === 0) return [{ role: role.title, presence: "nobody" }];
      return holders.map(({ person }) => ({
        role: role.title,
        person: names.person(person),
        presence: present.includes(person) ? "here" : "away",
      }));
    });
}
