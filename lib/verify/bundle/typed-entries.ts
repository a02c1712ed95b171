import type { z } from "zod";
import type { RawEntry } from "#lib/domain/record/entry.ts";
import { readHeader } from "../header.ts";
import type { Report } from "./findings.ts";
import { readJson } from "./json.ts";

/**
 * An entry's place in the chain, and whose it is. `words` are the stored characters of its text: null where it was
 * redacted, empty where there never was one.
 */
export type Placed = {
  seq: number;
  hash: string;
  actor: { kind: "person" | "console"; id: string };
  occurredAt: string;
  recordedAt: string;
  words: string | null;
};

/** What a kind of log may hold. */
export type Vocabulary = {
  has: (type: string) => boolean;
  /** The shape of a type's facts; null where a verifier asks nothing of it. */
  shapeOf: (type: string) => z.ZodType | null;
  /** The type of the first entry and of no other, and the words for a second one. */
  first: string;
  again: string;
};

const knownVersion = 1;

export const placeOf = (seq: number): string => `entry ${seq}`;

/** What the entries of a whole chain say, as far as somebody asks. */
export function readTyped(
  entries: readonly RawEntry[],
  { has, shapeOf, first, again }: Vocabulary,
  report: Report,
): (Placed & { type: string; facts: unknown })[] {
  const unknown = new Set<string>();
  const read = entries.flatMap((entry) => {
    const header = readHeader(entry.header);
    if (header === null) return [];
    const { type, typeVersion, actor, occurredAt, recordedAt, textDigest } = header;
    const isKnown = has(type) && typeVersion === knownVersion;
    if (!isKnown) unknown.add(type);
    const shape = isKnown ? shapeOf(type) : null;
    if (shape === null) return [];
    const { seq, hash, text } = entry;
    const facts = readJson(entry.facts, shape);
    const isSecond = type === first && seq !== 1;
    if (facts === null || isSecond) {
      report.wrong("log", placeOf(seq), isSecond ? again : `its facts are not those of ${type}`);
      return [];
    }
    const words = text === null && textDigest === null ? "" : text;
    return [{ type, facts, seq, hash, actor, occurredAt, recordedAt, words }];
  });
  for (const type of unknown)
    report.note(type, "not known to this verifier: such entries are in the chain, and were not understood");
  return read;
}
