import { z } from "zod";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { readCanonical } from "../bundle/json.ts";
import { type Leaf, readLeaf } from "./leaf.ts";
import { readHead, type SignedHead } from "./note.ts";

export type ListedLeaf = { text: string; leaf: Leaf };
/** A signed tree head, and after how many leaves it stands. */
export type ListedHead = { text: string; head: SignedHead; after: number };
/** An anchor list as it stands somewhere: its leaves, and the tree heads signed over its beginnings. */
export type AnchorList = { leaves: ListedLeaf[]; heads: ListedHead[] };

const Signed = z.strictObject({ kind: z.literal("signed"), note: z.string().max(2_000) });

/** Leaves with the tree head signed over all so far, as lines of the file: a leaf's line is its own characters. */
export const writeLines = (leaves: readonly string[], note: string): string =>
  [...leaves, canonicalJson({ kind: "signed", note })].map((line) => `${line}\n`).join("");

function readSigned(line: string): { text: string; head: SignedHead } | null {
  const note = line.startsWith('{"kind":"signed"') ? readCanonical(line, Signed)?.note : undefined;
  const head = note === undefined ? null : readHead(note);
  return note === undefined || head === null ? null : { text: note, head };
}

/** Adds the lines of a file to a list; gives the number of the first line that is none of its, or null. */
export function addLines(list: AnchorList, text: string): number | null {
  for (const [index, line] of text.split("\n").slice(0, -1).entries()) {
    const signed = readSigned(line);
    const leaf = signed === null ? readLeaf(line) : null;
    if (signed !== null) list.heads.push({ ...signed, after: list.leaves.length });
    else if (leaf !== null) list.leaves.push({ text: line, leaf });
    else return index + 1;
  }
  return text === "" || text.endsWith("\n") ? null : text.split("\n").length;
}
