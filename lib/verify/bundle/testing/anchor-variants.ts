import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { headLeaf, writeLeaf } from "../../anchors/leaf.ts";
import { signHead } from "../../anchors/sign.ts";
import { consistencyProof, inclusionProof, leafHash, rootOf, treeOf } from "../../anchors/tree.ts";
import type { Anchor } from "../anchor.ts";
import type { Source } from "../assemble.ts";
import { places } from "../manifest.ts";
import { sealedBy, withParts } from "./forge.ts";
import type { Variant } from "./forgeries.ts";

const at = "2026-01-02T03:04:05.678Z";
const elsewhere = (seq: number) => headLeaf("INC-2026-0999", { seq, hash: "ab".repeat(32) });

/** A list in which a log's leaf stands among others, and what shows it; an earlier tree head was of the first three. */
function anchorOf(leaf: string, key: KeyObject, size = 7, index = 4): Anchor {
  const texts = Array.from({ length: size }, (_, place) => (place === index ? leaf : elsewhere(place + 1)));
  const leaves = texts.map(leafHash);
  const signed = (some: string[]) => signHead(key, { size: some.length, root: rootOf(treeOf(some)), at });
  const since = { note: signed(leaves.slice(0, 3)), proof: consistencyProof(3, leaves) };
  return { index, leaf, note: signed(leaves), proof: inclusionProof(index, leaves), since };
}

const lastOf = ({ entries }: Source) => ({ seq: entries.length, hash: entries.at(-1)?.hash ?? "" });
const made =
  (change: (anchor: Anchor, source: Source, key: KeyObject) => Anchor): Variant["make"] =>
  (source, key) => {
    const anchor = anchorOf(headLeaf(source.stream, lastOf(source)), key);
    return sealedBy({ ...source, anchor: change(anchor, source, key) }, key);
  };
const changed = (change: Partial<Anchor>) => made((anchor) => ({ ...anchor, ...change }));
const leafOf = (leaf: (source: Source) => string) => made((_, source, key) => anchorOf(leaf(source), key));
const wrong = (name: string, says: string, make: Variant["make"]): Variant => ({
  ...{ name, finds: "anchor", says, make },
});

const other = "0".repeat(64);
const strange = () => generateKeyPairSync("ed25519").privateKey;

export const anchorVariants: Variant[] = [
  { name: "an anchor of its last entry", finds: null, make: made((anchor) => anchor) },
  { name: "an anchor that nobody held one before", finds: null, make: changed({ since: null }) },
  {
    name: "an anchor of an earlier entry",
    finds: null,
    make: leafOf(({ stream, entries }) => headLeaf(stream, { seq: 2, hash: entries[1]?.hash ?? "" })),
  },
  wrong(
    "an anchor of an entry that is not there",
    "the log ends before it",
    leafOf((source) => headLeaf(source.stream, { seq: source.entries.length + 1, hash: other })),
  ),
  wrong(
    "an anchor of another hash",
    "with another hash",
    leafOf((source) => headLeaf(source.stream, { seq: 3, hash: other })),
  ),
  wrong(
    "another log's anchor",
    "none of this log",
    leafOf(() => elsewhere(1)),
  ),
  wrong(
    "a restoration for an anchor",
    "none of this log",
    leafOf(() => writeLeaf({ kind: "restored", at, by: "somebody", reason: "none", streams: [] })),
  ),
  wrong(
    "a leaf that is not canonical",
    "none of this log",
    leafOf((source) => headLeaf(source.stream, lastOf(source)).replace(":", ": ")),
  ),
  wrong("an anchor at another place", "not shown to stand", changed({ index: 3 })),
  wrong("an anchor beyond the list", "not shown to stand", changed({ index: 7 })),
  wrong("an anchor without its proof", "not shown to stand", changed({ proof: [] })),
  wrong(
    "a proof that is longer",
    "not shown to stand",
    made((anchor) => ({ ...anchor, proof: [...anchor.proof, other] })),
  ),
  wrong(
    "a tree head that another key signed",
    "no tree head",
    made((_, source) => anchorOf(headLeaf(source.stream, lastOf(source)), strange())),
  ),
  wrong(
    "a tree head of another size",
    "no tree head",
    made((anchor) => ({
      ...anchor,
      note: anchor.note.replace("\n7\n", "\n8\n"),
    })),
  ),
  wrong("no tree head", "no tree head", changed({ note: "" })),
  wrong(
    "an earlier tree head of another list",
    "only grown",
    made((anchor, _, key) => ({
      ...anchor,
      since: { note: signHead(key, { size: 3, root: other, at }), proof: anchor.since?.proof ?? [] },
    })),
  ),
  wrong(
    "an earlier tree head that is later",
    "only grown",
    made((anchor, _, key) => ({
      ...anchor,
      since: { note: signHead(key, { size: 8, root: other, at }), proof: [] },
    })),
  ),
  wrong(
    "an earlier tree head by another key",
    "earlier tree head was not signed",
    made((anchor) => ({
      ...anchor,
      since: { note: signHead(strange(), { size: 3, root: other, at }), proof: [] },
    })),
  ),
  {
    name: "an anchor in another place",
    finds: "anchor",
    says: "no anchor stands there",
    make: (source, key) =>
      withParts(source, key, (parts) => [
        ...parts,
        { kind: "anchor", path: "more.json", bytes: new TextEncoder().encode("{}") },
      ]),
  },
  {
    name: "a page where the anchor stands",
    finds: "anchor",
    says: "no anchor in the canonical form",
    make: (source, key) =>
      withParts(source, key, (parts) => [
        ...parts,
        { kind: "anchor", path: places.anchor, bytes: new TextEncoder().encode("{}") },
      ]),
  },
];

/** The source with an anchor by this key. */
export const anchoredBy = (source: Source, key: KeyObject): Source => ({
  ...source,
  anchor: anchorOf(headLeaf(source.stream, lastOf(source)), key),
});
