import { type Hash, nodeHash } from "./tree.ts";

export type SizedRoot = { size: number; root: Hash };

const half = (number: number) => Math.floor(number / 2);
const isOdd = (number: number) => number % 2 === 1;

/** RFC 9162, 2.1.3.2: whether a leaf stands at a place of the tree that has this root. */
export function isIncluded(
  leaf: Hash,
  index: number,
  { size, root }: SizedRoot,
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const beside of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(beside, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, beside);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash === root;
}

/** RFC 9162, 2.1.4.2: whether the earlier tree is the beginning of the later one. */
export function isConsistent(earlier: SizedRoot, later: SizedRoot, proof: readonly Hash[]): boolean {
  if (earlier.size < 1 || earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && earlier.root === later.root;
  let power = 1;
  while (power < earlier.size) power *= 2;
  const isPower = power === earlier.size;
  const [first, ...rest] = isPower ? [earlier.root, ...proof] : proof;
  if (first === undefined || proof.length === 0) return false;
  let [at, last] = [earlier.size - 1, later.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [was, is] = [first, first];
  for (const beside of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      [was, is] = [nodeHash(beside, was), nodeHash(beside, is)];
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else is = nodeHash(is, beside);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && was === earlier.root && is === later.root;
}
