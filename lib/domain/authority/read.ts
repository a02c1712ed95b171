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

/** Texts of a log that are still there, by whom they are for. */
export type Words = { audience: TextAudience; count: number };

/** A bundle holds every word of a log, so it is for those who may read each of them; why not, or null. */
export function whyNoBundle(
  words: readonly Words[],
  participants: Participant[],
  reader: Reader,
): string | null {
  const withheld = words.filter(({ audience }) => !mayReadText(audience, participants, reader));
  const count = withheld.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return null;
  const entries = count === 1 ? "one entry has" : `${count} entries have`;
  return `A bundle holds every word of the log, and ${entries} words for one party alone that you may not read. An auditor may export it.`;
}
