import fc from "fast-check";
import { expect, it } from "vitest";
import { fromHex } from "#lib/platform/bytes.ts";
import { isConsistent, isIncluded } from "./proofs.ts";
import { consistencyProof, inclusionProof, leafHash, rootOf, treeOf } from "./tree.ts";

// The vectors of Certificate Transparency's own implementation.
const inputs = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const leaves = inputs.map((input) => leafHash(fromHex(input)));
const [a, b, c, d, e, f] = [
  "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
  "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
  "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
];
const headOf = (size: number) => ({ size, root: roots[size] ?? "" });

it("the tree heads of Certificate Transparency's vectors come out, from no leaf to eight", () => {
  for (const [size, root] of roots.entries()) expect(rootOf(treeOf(leaves.slice(0, size)))).toBe(root);
});

it.each([
  [1, 1, []],
  [1, 8, [a, b, c]],
  [6, 8, [d, e, roots[4]]],
  [3, 3, [roots[2]]],
  [2, 5, [roots[1], b, d]],
])("the vector's proof that leaf %i is in the tree of %i comes out and holds", (number, size, proof) => {
  expect(inclusionProof(number - 1, leaves.slice(0, size))).toEqual(proof);
  expect(isIncluded(leaves[number - 1] ?? "", number - 1, headOf(size), proof as string[])).toBe(true);
});

it.each([
  [1, 1, []],
  [1, 8, [a, b, c]],
  [6, 8, [f, e, roots[4]]],
  [2, 5, [b, d]],
])("the vector's proof that the tree of %i begins the tree of %i comes out and holds", (from, to, proof) => {
  expect(consistencyProof(from, leaves.slice(0, to))).toEqual(proof);
  expect(isConsistent(headOf(from), headOf(to), proof as string[])).toBe(true);
});

const other = (hash: string) => `${hash[0] === "0" ? "1" : "0"}${hash.slice(1)}`;

it("a proof holds for its own leaf, place, size and root, and for no other", () => {
  const cases = fc
    .integer({ min: 1, max: 70 })
    .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));
  fc.assert(
    fc.property(cases, ([size, index]) => {
      const all = Array.from({ length: size }, (_, at) => leafHash(`leaf ${at}`));
      const head = { size, root: rootOf(treeOf(all)) };
      const [leaf = "", proof] = [all[index], inclusionProof(index, all)];
      expect(isIncluded(leaf, index, head, proof)).toBe(true);
      expect(isIncluded(other(leaf), index, head, proof)).toBe(false);
      expect(isIncluded(leaf, index, { ...head, root: other(head.root) }, proof)).toBe(false);
      expect(isIncluded(leaf, index, head, [...proof, leaf])).toBe(false);
      for (let at = 0; at < size; at += 1)
        if (at !== index) expect(isIncluded(leaf, at, head, proof)).toBe(false);
      for (const at of proof.keys()) {
        expect(isIncluded(leaf, index, head, proof.with(at, other(proof[at] ?? "")))).toBe(false);
        expect(isIncluded(leaf, index, head, proof.toSpliced(at, 1))).toBe(false);
      }
    }),
    { numRuns: 150, seed: 6962 },
  );
});

it("every beginning of a tree is shown to be one, and nothing else is", () => {
  const cases = fc
    .integer({ min: 1, max: 70 })
    .chain((to) => fc.tuple(fc.integer({ min: 1, max: to }), fc.constant(to)));
  fc.assert(
    fc.property(cases, ([from, to]) => {
      const all = Array.from({ length: to }, (_, at) => leafHash(`leaf ${at}`));
      const [earlier, later] = [
        { size: from, root: rootOf(treeOf(all.slice(0, from))) },
        { size: to, root: rootOf(treeOf(all)) },
      ];
      const proof = consistencyProof(from, all);
      expect(isConsistent(earlier, later, proof)).toBe(true);
      expect(isConsistent({ ...earlier, root: other(earlier.root) }, later, proof)).toBe(false);
      expect(isConsistent(earlier, { ...later, root: other(later.root) }, proof)).toBe(false);
      expect(isConsistent(earlier, later, [...proof, later.root])).toBe(false);
      for (const at of proof.keys())
        expect(isConsistent(earlier, later, proof.with(at, other(proof[at] ?? "")))).toBe(false);
    }),
    { numRuns: 150, seed: 9162 },
  );
});
