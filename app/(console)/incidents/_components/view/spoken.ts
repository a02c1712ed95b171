import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { entryAt } from "../live/entry-at.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

const person = /@\{([0-9a-f-]{36})\}/g;
const entry = /#\{(\d+)\}/g;

/** What a task or a question says, or that its words are not shown: redacted, or for another party alone. */
export function entryWords(seq: number, entries: readonly RoomEntry[]): string {
  const text = entryAt(entries, seq)?.text;
  if (text == null) return "(words not shown)";
  if ("title" in text) return text.title;
  return "question" in text ? text.question : "(words not shown)";
}

/** Puts names and words where a rule names a person or an entry alone. */
export const spoken = (words: string, entries: readonly RoomEntry[], names: Lexicon): string =>
  words
    .replace(person, (_, id: string) => names.person(id))
    .replace(entry, (_, seq: string) => entryWords(Number(seq), entries));
