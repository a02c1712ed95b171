import type { Participant } from "../incident/events/shapes.ts";
import type { ProtocolPack } from "../protocol/pack.ts";

export type Addressee = { id: string; party: string | null; roles: string[] };

/** Who an audience is: members of its parties, and whoever holds one of its roles, by standing or in the room. */
export function isInAudience(
  person: Addressee,
  audience: string,
  participants: Participant[],
  pack: ProtocolPack,
): boolean {
  const described = pack.audiences[audience];
  if (described === undefined) return false;
  const inRoom = participants.find((one) => one.person === person.id)?.roles ?? [];
  return (
    described.roles.some((role) => person.roles.includes(role) || inRoom.includes(role)) ||
    (person.party !== null && described.parties.includes(person.party))
  );
}
