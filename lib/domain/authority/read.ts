import type { TextAudience } from "../incident/events/index.ts";
import type { Participant } from "../incident/events/shapes.ts";

export type Reader = { personId: string; isAuditor: boolean };

/** A room is open to those who have a part in it and to auditors, not to everyone who is signed in. */
export const mayReadRoom = (participants: Participant[], reader: Reader): boolean =>
  reader.isAuditor || participants.some((one) => one.person === reader.personId);

/** Facts are room-wide; words may be for one party alone. */
export function mayReadText(audience: TextAudience, participants: Participant[], reader: Reader): boolean {
  if (audience === "room" || reader.isAuditor) return true;
  const party = participants.find((one) => one.person === reader.personId)?.party ?? null;
  return party !== null && audience === `party:${party}`;
}
