import { fromHex, joined, utf8 } from "#lib/platform/bytes.ts";
import { sha256 } from "#lib/platform/digest.ts";

/** SHA-256 in lower-case hexadecimal. */
export type Hash = string;

const hashOf = (...parts: Uint8Array[]): Hash => sha256(joined(...parts));

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** RFC 6962, 2.1: a leaf and a node are marked apart, so that no node can be shown as a leaf. */
export const leafHash = (leaf: Uint8Array | string): Hash =>
  hashOf(leafMark, typeof leaf === "string" ? utf8(leaf) : leaf);

export const nodeHash = (left: Hash, right: Hash): Hash => hashOf(nodeMark, fromHex(left), fromHex(right));

/** The roots of the full subtrees that a tree is made of, largest first: all that is needed to go on with it. */
export type Frontier = { readonly size: number; readonly roots: readonly Hash[] };

export const emptyTree: Frontier = { size: 0, roots: [] };

export function grown({ size, roots }: Frontier, leaf: Hash): Frontier {
  const next = [...roots, leaf];
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const [left = "", right = ""] = next.splice(-2);
    next.push(nodeHash(left, right));
  }
  return { size: size + 1, roots: next };
}

export const rootOf = ({ roots }: Frontier): Hash =>
  roots.length === 0 ? hashOf() : roots.reduceRight((right, left) => nodeHash(left, right));

export const treeOf = (leaves: readonly Hash[]): Frontier => leaves.reduce(grown, emptyTree);

/** The largest power of two below a number from 2. */
function split(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

const rootOfAll = (leaves: readonly Hash[]): Hash => rootOf(treeOf(leaves));

/** RFC 6962, 2.1.1: what stands beside the way from a leaf to the root, from below. */
export function inclusionProof(index: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length <= 1) return [];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return index < half
    ? [...inclusionProof(index, left), rootOfAll(right)]
    : [...inclusionProof(index - half, right), rootOfAll(left)];
}

/** RFC 6962, 2.1.2: what shows that the tree of the first `size` leaves is the beginning of this one. */
export function consistencyProof(size: number, leaves: readonly Hash[], isWhole = true): Hash[] {
  if (size === leaves.length) return isWhole ? [] : [rootOfAll(leaves)];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return size <= half
    ? [...consistencyProof(size, left, isWhole), rootOfAll(right)]
    : [...consistencyProof(size - half, right, false), rootOfAll(left)];
}
