import { z } from "zod";
import { Sha256 } from "#lib/domain/incident/events/shapes.ts";
import type { RawEntry } from "#lib/domain/record/entry.ts";
import { readLeaf } from "../anchors/leaf.ts";
import { isHeadSignedBy, readHead, type SignedHead } from "../anchors/note.ts";
import { isConsistent, isIncluded } from "../anchors/proofs.ts";
import { leafHash } from "../anchors/tree.ts";
import type { Contents } from "./contents.ts";
import type { ConsoleKey } from "./ed25519.ts";
import type { Report } from "./findings.ts";
import { readCanonical } from "./json.ts";
import { type Manifest, places } from "./manifest.ts";

const Proof = z.array(Sha256).max(64);

/** The log's last leaf in the console's anchor list, and the tree head that it is shown to stand under. */
const Anchor = z.strictObject({
  index: z.number().int().nonnegative(),
  leaf: z.string(),
  note: z.string(),
  proof: Proof,
  /** A tree head that somebody held already, and what shows that the list only grew since. */
  since: z.strictObject({ note: z.string(), proof: Proof }).nullable(),
});
export type Anchor = z.infer<typeof Anchor>;

export const readAnchor = (bytes: Uint8Array): Anchor | null => readCanonical(bytes, Anchor);

type Keys = readonly ConsoleKey[];
type Log = { stream: string; entries: readonly RawEntry[]; keys: Keys };

/** The anchor beside a log is one that the console signed, and the log holds what was anchored. */
export function checkAnchor(there: Contents, { files }: Manifest, log: Log, report: Report): void {
  const listed = files.filter(({ kind }) => kind === "anchor").map(({ path }) => path);
  if (listed.length === 0)
    report.note("anchors", "it holds none: that nothing was cut before the export, the bundle does not show");
  for (const path of listed) {
    const fault =
      path === places.anchor ? faultOf(there.get(path) ?? new Uint8Array(), log) : "no anchor stands there";
    if (fault !== null) report.wrong("anchor", path, fault);
  }
}

function faultOf(bytes: Uint8Array, { stream, entries, keys }: Log): string | null {
  const anchor = readAnchor(bytes);
  if (anchor === null) return "it is no anchor in the canonical form";
  const head = headBy(keys, anchor.note);
  if (head === null) return "it holds no tree head that was signed by the console's key";
  const leaf = readLeaf(anchor.leaf);
  if (leaf?.kind !== "head" || leaf.stream !== stream) return "its leaf is none of this log";
  if (!isIncluded(leafHash(anchor.leaf), anchor.index, head, anchor.proof))
    return "its leaf is not shown to stand under the tree head";
  const entry = entries[leaf.seq - 1];
  if (entry === undefined) return `entry ${leaf.seq} was anchored, and the log ends before it`;
  if (entry.hash !== leaf.hash) return `entry ${leaf.seq} was anchored with another hash`;
  return anchor.since === null ? null : faultOfSince(anchor.since, head, keys);
}

const headBy = (keys: Keys, note: string): SignedHead | null => {
  const head = readHead(note);
  return head !== null && keys.some((key) => isHeadSignedBy(key, head)) ? head : null;
};

function faultOfSince({ note, proof }: NonNullable<Anchor["since"]>, head: SignedHead, keys: Keys) {
  const earlier = headBy(keys, note);
  if (earlier === null) return "the earlier tree head was not signed by the console's key";
  return isConsistent(earlier, head, proof)
    ? null
    : "the list is not shown to have only grown since the earlier one";
}
