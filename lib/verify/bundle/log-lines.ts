import { z } from "zod";
import { Sha256 } from "#lib/domain/incident/events/shapes.ts";
import type { RawEntry } from "#lib/domain/record/entry.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { readCanonical } from "./json.ts";

const Line = z.strictObject({
  seq: z.number().int().positive(),
  hash: Sha256,
  prevHash: Sha256,
  header: z.string(),
  facts: z.string(),
  text: z.string().nullable(),
  textSalt: z.string().nullable(),
});

/** A log as the bundle holds it: an entry a line, its stored characters as JSON strings, each line in canonical form. */
export const writeLines = (entries: readonly RawEntry[]): string =>
  entries.map(({ recordedAt: _, ...entry }) => `${canonicalJson(entry)}\n`).join("");

const newline = 10;

/** The entries, or the number of the first line that is not one; nothing after that line is looked at. */
export function readLines(bytes: Uint8Array): RawEntry[] | { badLine: number } {
  const entries: RawEntry[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(newline, from);
    const entry = end < 0 ? null : readCanonical(bytes.subarray(from, end), Line);
    if (entry === null) return { badLine: entries.length + 1 };
    entries.push(entry);
    from = end + 1;
  }
  return entries;
}
