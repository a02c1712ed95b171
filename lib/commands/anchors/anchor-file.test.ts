import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { sha256 } from "#lib/platform/digest.ts";
import { headLeaf } from "#lib/verify/anchors/leaf.ts";
import { signHead } from "#lib/verify/anchors/sign.ts";
import { leafHash, rootOf, treeOf } from "#lib/verify/anchors/tree.ts";
import { AnchorFile } from "./anchor-file.ts";

const folder = mkdtempSync(join(tmpdir(), "anchor-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { privateKey } = generateKeyPairSync("ed25519");
const leaves = [1, 2, 3, 4].map((seq) => headLeaf("INC-2026-0001", { seq, hash: sha256(String(seq)) }));
/** The tree head over the first leaves. */
const over = (size: number) =>
  signHead(privateKey, {
    ...{ size, root: rootOf(treeOf(leaves.slice(0, size).map(leafHash))) },
    at: "2026-02-08T09:00:00.000Z",
  });
const first = { leaves: leaves.slice(0, 2), note: over(2) };
const second = { leaves: leaves.slice(2), note: over(4) };

let file: AnchorFile;
let again: number;
const place = () => join(folder, String(again));
beforeEach(() => {
  again = (again ?? 0) + 1;
  file = new AnchorFile(place());
});
const loaded = async () => {
  const other = new AnchorFile(place());
  await other.load();
  return other;
};

it("many tree heads are written at once, and another process reads the same list", async () => {
  await file.append([first, second]);
  const other = await loaded();
  expect(other.list.leaves.map(({ text }) => text)).toEqual(leaves);
  expect(other.list.heads.map(({ after }) => after)).toEqual([2, 4]);
  expect(other.tree).toEqual(file.tree);
});

it("a tree head that is not over its leaves keeps all of a write from the file", async () => {
  await expect(file.append([first, { ...second, leaves: leaves.slice(2, 3) }])).rejects.toThrow(
    "of 4 is not",
  );
  expect((await loaded()).size).toBe(0);
  expect(file.size).toBe(0);
});

it("nothing is written beside a process that wrote meanwhile, and what that one wrote is read on", async () => {
  await file.append([first]);
  await (await loaded()).append([second]);
  const written = readFileSync(file.path, "utf8");
  await expect(file.append([second])).rejects.toThrow("written by another process meanwhile");
  expect(readFileSync(file.path, "utf8")).toBe(written);
  await file.load();
  expect(file.list.heads.map(({ after }) => after)).toEqual([2, 4]);
});

it("one has the file after the other, also after one that failed", async () => {
  const told: string[] = [];
  const gate = Promise.withResolvers<void>();
  const one = file.alone(async () => {
    await gate.promise;
    told.push("one");
    throw new Error("too late");
  });
  const other = file.alone(async () => void told.push("other"));
  gate.resolve();
  await expect(one).rejects.toThrow("too late");
  await other;
  expect(told).toEqual(["one", "other"]);
});
