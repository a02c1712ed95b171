import type { Lane } from "#components/incident/people-lists.tsx";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

/** Every role that has duties, who holds it here, and whether they have the room open. */
export function laneViews(state: IncidentState, names: Lexicon, present: readonly string[]): Lane[] {
  return Object.entries(names.pack.roles)
    .filter(([, role]) => role.duties.length > 0)
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
