import type { ConsoleKey } from "../bundle/ed25519.ts";
import { knownKeys, throughWords } from "../keys/known-keys.ts";
import { openRotation, type SignedRotation } from "../keys/rotation.ts";
import type { AnchorReport } from "./findings.ts";
import { readLeaf } from "./leaf.ts";
import type { AnchorList } from "./list.ts";

/** The rotations among leaves, each signed by both of its keys. */
export const rotationsAmong = (leaves: readonly string[]): SignedRotation[] =>
  leaves.flatMap((text) => {
    const leaf = readLeaf(text);
    return leaf?.kind === "rotated" ? (openRotation(leaf) ?? []) : [];
  });

/** A key that was given up at this leaf because others may have it, and those before it. */
export type GivenUp = { keys: readonly ConsoleKey[]; at: number };

/** The rotations in a list, each with its place. */
const rotationsIn = ({ leaves }: AnchorList): { rotation: SignedRotation; at: number }[] =>
  leaves.flatMap(({ leaf }, at) => {
    const rotation = leaf.kind === "rotated" ? openRotation(leaf) : null;
    return rotation === null ? [] : [{ rotation, at }];
  });

/** What a list gave up so for a key that is trusted: of no more use, but no fault of the list that they signed it once. */
export function givenUpIn(list: AnchorList, trusted: readonly ConsoleKey[]): GivenUp[] {
  const listed = rotationsIn(list);
  const rotations = listed.map(({ rotation }) => rotation);
  const vouchedFor = new Set(trusted.map(({ id }) => id));
  return listed.toReversed().flatMap(({ rotation: { record, from, to }, at }) => {
    if (!record.compromised || !vouchedFor.has(to.id)) return [];
    const keys = knownKeys([from], rotations).map(({ key }) => key);
    for (const { id } of keys) vouchedFor.add(id);
    return [{ keys, at }];
  });
}

/**
 * The keys to trust, with those that the rotations in these lists, and others that are known, lead to. A rotation that its
 * keys did not sign is named, and so are two of the same key: of a stolen key a second one might be.
 */
export function trustedIn(
  lists: readonly { of: string; list: AnchorList }[],
  others: readonly SignedRotation[],
  keys: readonly ConsoleKey[],
  report: AnchorReport,
): readonly ConsoleKey[] {
  const rotations = [...others];
  for (const { of, list } of lists)
    for (const [at, { leaf }] of list.leaves.entries()) {
      if (leaf.kind !== "rotated") continue;
      const rotation = openRotation(leaf);
      const place = `${of}, leaf ${at + 1}`;
      if (rotation === null) report.wrong("signature", place, "a rotation that its two keys did not sign");
      else if (isFork(rotation, rotations))
        report.wrong("fork", place, `key ${rotation.from.id} was given up for another key elsewhere`);
      else rotations.push(rotation);
    }
  const known = knownKeys(keys, rotations);
  for (const one of known) {
    const words = throughWords(one);
    if (words !== null) report.note("trust", words);
  }
  return known.map(({ key }) => key);
}

const isFork = ({ from, to }: SignedRotation, others: readonly SignedRotation[]) =>
  others.some((other) => other.from.id === from.id && other.to.id !== to.id);
