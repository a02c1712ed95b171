import type { CheckpointPack } from "./pack.ts";

type Member = { party: string | null; roles: readonly string[] };

/** Who speaks for a side: its members with a role of that side; where nobody has one, all of them. */
export function leadsOf<P extends Member>(
  party: string,
  { roles }: Pick<CheckpointPack, "roles">,
  people: readonly P[],
): P[] {
  const members = people.filter((one) => one.party === party);
  const leads = members.filter((one) => one.roles.some((role) => roles[role]?.party === party));
  return leads.length > 0 ? leads : members;
}
