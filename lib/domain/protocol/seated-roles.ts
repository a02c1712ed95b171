import type { ProtocolPack } from "./pack.ts";
import { danglingNames } from "./references/find.ts";
import { knownNames } from "./references/names.ts";

/** Who is only told of an incident, or asked to a talk after it. */
const outside = /^audiences[.]|[.]attendees[.]/;

/**
 * The roles that have a place in the room: those with duties, and those that anything else names, because who is asked
 * for something must be there. A stakeholder is told, not seated.
 */
export function seatedRoles(pack: ProtocolPack): string[] {
  const named = new Set<string>([pack.commander]);
  const known = knownNames(pack);
  const noting: typeof known.role = (path, name) => {
    if (name !== undefined && !outside.test(path)) named.add(name);
    return [];
  };
  danglingNames(pack, { ...known, role: noting });
  return Object.entries(pack.roles)
    .filter(([name, { duties }]) => duties.length > 0 || named.has(name))
    .map(([name]) => name);
}
