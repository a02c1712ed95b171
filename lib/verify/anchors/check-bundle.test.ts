import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import type { Anchor } from "../bundle/anchor.ts";
import type { Source } from "../bundle/assemble.ts";
import { publicKeyOf } from "../bundle/seal.ts";
import { rewritten, sealedBy, sourceOf } from "../bundle/testing/forge.ts";
import { verifyBundle } from "../bundle/verify-bundle.ts";
import { checkBundleAnchors } from "./check-bundle.ts";
import { headLeaf } from "./leaf.ts";
import { writeLines } from "./list.ts";
import { signHead } from "./sign.ts";
import { consistencyProof, inclusionProof, leafHash, rootOf, treeOf } from "./tree.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const keys = [publicKeyOf(privateKey)];
const sample = sourceOf(readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip")));
// Without files, which a log that was cut no longer names.
const whole = { ...sample, evidence: new Map<string, Uint8Array>() };
const last = whole.entries.length;
const early = 20;
const cut = rewritten(whole, (entries) => entries.slice(0, early));

const leafOf = (seq: number) => headLeaf(whole.stream, { seq, hash: whole.entries[seq - 1]?.hash ?? "" });
const elsewhere = (seq: number) => headLeaf("INC-2026-0999", { seq, hash: "ab".repeat(32) });
/** Three rounds of anchoring: the log stood at an early entry, then at its last one; then another log moved. */
const rounds = [
  { at: "2026-03-01T10:00:00.000Z", leaves: [elsewhere(1), leafOf(early)] },
  { at: "2026-03-01T10:01:00.000Z", leaves: [elsewhere(2), leafOf(last)] },
  { at: "2026-03-01T10:02:00.000Z", leaves: [elsewhere(3)] },
];
const leaves = rounds.flatMap((round) => round.leaves);
const hashes = leaves.map(leafHash);
const noteOf = (size: number, at: string) =>
  signHead(privateKey, { size, root: rootOf(treeOf(hashes.slice(0, size))), at });
const notes = rounds.map(({ at }, round) =>
  noteOf(rounds.slice(0, round + 1).flatMap((one) => one.leaves).length, at),
);
const [first = "", , today = ""] = notes;
const list = {
  of: "the list",
  text: rounds.map((round, index) => writeLines(round.leaves, notes[index] ?? "")).join(""),
};

/** The anchor of a leaf as the list stood after so many leaves. */
const anchorOf = (index: number, size: number, note: string, since: Anchor["since"] = null): Anchor => ({
  ...{ index, leaf: leaves[index] ?? "", note, since },
  proof: inclusionProof(index, hashes.slice(0, size)),
});
const shown = { note: first, proof: consistencyProof(2, hashes) };

function checked(source: Source, anchor: Anchor | null, exportedAt: string, given = list) {
  const archive = sealedBy({ ...source, anchor, exportedAt }, privateKey);
  expect(verifyBundle(archive, keys)).toMatchObject({ findings: [] });
  const found = checkBundleAnchors(archive, [given], keys);
  const findings = found?.report.findings.map(({ check, where }) => `${check}, ${where}`);
  return { findings, notes: found?.report.notes.map(({ message }) => message), holds: found?.holds };
}

const afterAll = "2026-03-01T10:03:00.000Z";
const cutOff = `${whole.stream}, entry ${early + 1}`;

it("a whole log holds all that the list has of it", () => {
  const found = checked(whole, anchorOf(3, 5, today), afterAll);
  expect(found).toMatchObject({ findings: [], notes: [] });
  expect(found.holds).toContain(`all that the list given has of it from before ${afterAll}`);
});

it.each([
  ["no anchor", null],
  ["the anchor of when the log stood there", anchorOf(1, 2, first)],
  ["today's tree head over the leaf of when it stood there", anchorOf(1, 5, today)],
])("a log that was cut before its export is found by the list, with %s", (_, anchor) => {
  expect(checked(cut, anchor, afterAll).findings).toEqual([`rolled-back, ${cutOff}`]);
});

it("a log that was cut where no leaf stands is named as truncation", () => {
  const other = rewritten(whole, (entries) => entries.slice(0, early + 1));
  expect(checked(other, anchorOf(1, 2, first), afterAll).findings).toEqual([
    `truncation, ${whole.stream}, entry ${early + 2}`,
  ]);
});

it("what was anchored after a bundle says that it was exported is told with both times, and is no finding", () => {
  for (const exportedAt of ["2026-03-01T10:00:30.000Z", "2026-03-01T10:01:00.000Z"]) {
    const found = checked(cut, anchorOf(1, 2, first), exportedAt);
    expect(found.findings).toEqual([]);
    expect(found.notes).toEqual([
      expect.stringMatching(new RegExp(`was signed at ${rounds[1]?.at}.*exported at ${exportedAt}`)),
    ]);
  }
  expect(checked(cut, anchorOf(1, 2, first), "2026-03-01T10:01:00.001Z").findings).toHaveLength(1);
});

it("against a tree head alone, no more is said than that the list has grown and that one leaf stands in it", () => {
  const held = { of: "held.note", text: first };
  for (const [source, index, seq] of [
    [cut, 1, early],
    [whole, 3, last],
  ] as const) {
    const { findings, holds } = checked(source, anchorOf(index, 5, today, shown), afterAll, held);
    expect(findings).toEqual([]);
    expect(holds).toContain(`a leaf of this log stands in it, for entry ${seq};`);
    expect(holds).toContain("whether a later one does, only a copy of the list shows");
    expect(holds).not.toContain("all");
  }
  expect(checked(whole, null, afterAll, held).findings).toEqual(["anchor, held.note, tree head of 2"]);
});
