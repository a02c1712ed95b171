import type { KeyObject } from "node:crypto";
import {
  anchorHeadOf,
  anchorsAfter,
  appendAnchors,
  lastAnchorHead,
  lostEntries,
  type StoredHead,
  type StreamHead,
} from "#lib/store/anchors.ts";
import { databaseNow, type Transaction } from "#lib/store/transaction.ts";
import type { AnchorList } from "#lib/verify/anchors/list.ts";
import { isHeadSignedBy, readHead } from "#lib/verify/anchors/note.ts";
import { signHead } from "#lib/verify/anchors/sign.ts";
import { rootOf } from "#lib/verify/anchors/tree.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { type AnchorFile, type Signed, withLeaves } from "./anchor-file.ts";
import { Halted } from "./halted.ts";
import { otherKeyWords } from "./other-key.ts";

/** What anchoring needs beside the database: the file that lies outside it, and the key that it has not. */
export type Anchoring = { file: AnchorFile; privateKey: KeyObject };

/**
 * The database's list and the file's are one: the file may only be behind, and gets what it lacks where that is signed.
 * A file that is ahead has seen what the database no longer has.
 */
export async function bringTogether(tx: Transaction, { file, privateKey }: Anchoring): Promise<void> {
  await file.load();
  const size = (await lastAnchorHead(tx))?.size ?? 0;
  if (file.size > size)
    throw new Halted(
      `the database's anchor list ends after ${size} leaves, and the anchor file goes on to ${file.size}`,
    );
  await assertSameAt(tx, file, file.size);
  if (size > file.size) await fetchRest(tx, file);
  const last = file.lastHead;
  const own = publicKeyOf(privateKey);
  if (last !== undefined && !isHeadSignedBy(own, last.head))
    throw new Halted(otherKeyWords(file.list, last.head.note.name, own));
}

/** The database holds the very tree head that the file has of this size. */
export async function assertSameAt(tx: Transaction, file: AnchorFile, size: number): Promise<void> {
  if (size === 0) return;
  const stored = await anchorHeadOf(size, tx);
  const ours = file.list.heads.find(({ after }) => after === size);
  if (stored === null || stored.note !== ours?.text)
    throw new Halted(`the database holds another tree head of ${size} than the anchor file`);
}

/** Gives the file what only the database has: looked at as a whole first, because it lasts no longer than one write may. */
export async function fetchRest(tx: Transaction, file: AnchorFile): Promise<void> {
  const { leaves, heads } = await anchorsAfter(file.size, tx);
  const before = file.size;
  const signed: Signed[] = [];
  let [tree, from] = [file.tree, 0];
  for (const { size, note } of heads) {
    const next = leaves.slice(from, size - before);
    tree = withLeaves(tree, next);
    from = size - before;
    if (readHead(note)?.root !== rootOf(tree))
      throw new Halted(`the database's anchors are not those that the tree head of ${size} was signed over`);
    signed.push({ leaves: next, note });
  }
  if (leaves.length !== from)
    throw new Halted("the database holds anchors that no tree head was signed over");
  await file.append(signed);
}

/** The last anchor of each stream that still binds: what was restored is no longer asked for. */
export function lastAnchored({ leaves }: AnchorList): StreamHead[] {
  const last = new Map<string, StreamHead>();
  for (const { leaf } of leaves) {
    if (leaf.kind === "head") {
      const { stream, seq, hash } = leaf;
      last.set(stream, { stream, seq, hash });
    } else if (leaf.kind === "restored")
      for (const { stream, is } of leaf.streams) {
        if (is === null) last.delete(stream);
        else last.set(stream, { stream, ...is });
      }
  }
  return [...last.values()];
}

/** Of what was anchored last, what the log no longer holds so. */
export const lostSince = (tx: Transaction, { file }: Anchoring): Promise<StreamHead[]> =>
  lostEntries(lastAnchored(file.list), tx);

/** Signs the list with these leaves at its end, and adds both to the database; the file gets them after the commit. */
export async function addToList(
  tx: Transaction,
  { file, privateKey }: Anchoring,
  leaves: string[],
): Promise<StoredHead> {
  const size = file.size + leaves.length;
  const at = await databaseNow(tx);
  const note = signHead(privateKey, { size, root: rootOf(withLeaves(file.tree, leaves)), at });
  await appendAnchors(tx, leaves, { size, note });
  return { size, note };
}
