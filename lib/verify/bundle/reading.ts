import { type RecordDocument, recordMarkdown } from "#lib/domain/record/document.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { parsePlain } from "../plain-json.ts";

/** Names of people as the console's directory has them; the log knows people by id alone. */
export type Names = ReadonlyMap<string, string>;

// Characters that turn the direction of a line are shown by their number, because with them a text can look like another.
const turning = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;
/** Text in which no character turns the direction of a line. */
export const shown = (text: string) =>
  text.replace(turning, (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`);

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escapeHtml = (text: string): string =>
  shown(text).replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);

export const nameOf = (names: Names, person: string): string => {
  const name = names.get(person);
  return name === undefined ? person : `${name} (${person})`;
};

/** A sealed record as a document for people, with where the signed one stands. */
export const markdownOf = (
  document: RecordDocument,
  { stream, entry, recordDigest }: { stream: string; entry: number; recordDigest: string },
): string => {
  const footer = `Entry ${entry} of ${stream}, record SHA-256 ${recordDigest}. This is for reading; the signed record is the file of the same name that ends with .json.`;
  return `${shown(recordMarkdown(document))}\n---\n\n${footer}\n`;
};

/** Facts or words of an entry, a name and a value a line. */
export function pairsOf(characters: string | null): [string, string][] {
  if (characters === null) return [];
  try {
    const value = parsePlain(characters);
    if (typeof value !== "object" || value === null) return [["", canonicalJson(value)]];
    return Object.entries(value).map(([name, one]) => [
      name,
      typeof one === "string" ? one : canonicalJson(one),
    ]);
  } catch {
    // What has no form of its own is still in the log, and shown as it stands there.
    return [["", characters]];
  }
}
