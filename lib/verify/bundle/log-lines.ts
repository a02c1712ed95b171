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

/** The entries, or the number of the first line that is not one. */
export function readLines(bytes: Uint8Array): RawEntry[] | { badLine: number } {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { badLine: 0 };
  }
  const lines = text.split("\n");
  if (lines.pop() !== "") return { badLine: lines.length + 1 };
  const entries: RawEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = readCanonical(line, Line);
    if (entry === null) return { badLine: index + 1 };
    entries.push(entry);
  }
  return entries;
}
