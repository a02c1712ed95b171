import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { differences } from "#scripts/verifiers/differences.ts";
import { flipsOfFiles, flipsOfLog } from "#scripts/verifiers/flips.ts";
import { publicKeyOf } from "../seal.ts";
import { checkpointVariants } from "../testing/checkpoint-variants.ts";
import { sourceOf } from "../testing/forge.ts";
import { withOddValues } from "../testing/odd-values.ts";
import { reportedWithFile } from "../testing/report-file-variants.ts";
import { toldVerdict } from "../told.ts";
import { readTrust } from "../trust.ts";
import { verifyBundle } from "../verify-bundle.ts";

const samples = join(root, "docs", "samples");
const sample = readFileSync(join(samples, "sealed-checkpoint.bundle.zip"));
const source = sourceOf(sample);
const { privateKey } = generateKeyPairSync("ed25519");
const trusted = [publicKeyOf(privateKey)];
const firstFace = () => 0;
/** The sample with a file that came with a report. */
const reported = reportedWithFile()(source, privateKey, firstFace);

const trust = readTrust(readFileSync(join(samples, "sealed-checkpoint.keys"), "utf8"));
const keys = trust.ok ? trust.keys : [];

it("a checkpoint's bundle verifies, and tells what was signed by whom, and what the console sealed by itself", () => {
  const verdict = verifyBundle(sample, keys);
  expect(verdict).toMatchObject({
    verdict: "verified",
    stream: expect.stringMatching(/^checkpoint\/CHK-/),
    isTrusted: true,
    findings: [],
    decisions: [
      {
        decision: "rehearsal",
        go: false,
        cause: "unequal-answers",
        verdicts: [{ means: expect.any(String) }, { means: expect.any(String) }],
      },
      { decision: "cutover", go: true, validUntil: expect.any(String) },
      { decision: "cutover", go: false, cause: "baseline-moved", verdicts: [] },
    ],
  });
  const told = toldVerdict("a.zip", verdict);
  expect(told).toContain("decision cutover: NO-GO (no-go), sealed by the console: a locked value moved");
  expect(told).toMatch(/decision cutover: GO \(go\), TAKEN BACK by entry \d+, signed by .*passkey/);
});

it.each(checkpointVariants)(
  "of a checkpoint with $name, chained and signed again by the key's own holder, the verdict is $finds",
  ({ finds, says, make }) => {
    const verdict = verifyBundle(make(source, privateKey, firstFace), trusted);
    if (verdict.verdict === "unreadable") throw new Error(verdict.reason);
    const found = JSON.stringify(verdict.findings);
    if (finds === null) expect(verdict.findings).toEqual([]);
    else
      expect(
        verdict.findings.map(({ check }) => check),
        found,
      ).toContain(finds);
    const told = verdict.findings.filter(({ check }) => check === finds).map(({ message }) => message);
    if (says !== undefined) expect(told.join("\n"), found).toContain(says);
  },
);

const toldToBoth = [
  "nothing",
  "two people's keys swapped",
  "a signed packet with another baseline",
  "the verdict of a third person",
  "the verdict of a third party",
  "one person on both sides",
  "a verdict that is gone",
  "another value locked",
  "another baseline in a record",
  "a GO without a passkey of each side",
  "a deputy whom nobody named",
  "a file that came with a report",
  "another file named than was shown",
  "a file that is not told",
  "a file put beside a report that was signed",
];

it("two verifiers that share no code say the same of what somebody would forge first; of the rest, by command", async () => {
  const some = checkpointVariants.filter(({ name }) => toldToBoth.includes(name));
  expect(some).toHaveLength(toldToBoth.length);
  const bundles = some.map(({ name, make }) => ({ name, archive: make(source, privateKey, firstFace) }));
  expect((await differences(bundles, trusted)).told).toEqual([]);
});

/** How many were flipped, and which of them nobody would have noticed. */
function tried(flips: Iterable<{ name: string; archive: Uint8Array }>, by: typeof trusted) {
  const missed: string[] = [];
  let count = 0;
  for (const { name, archive } of flips) {
    count += 1;
    if (verifyBundle(archive, by).verdict === "verified") missed.push(name);
  }
  return { count, missed };
}

it("every field that a checkpoint's bundle stores, flipped one by one, is found", () => {
  const { count, missed } = tried(flipsOfFiles(sample), keys);
  expect(missed).toEqual([]);
  expect(count).toBeGreaterThan(300);
  const ofEvidence = [...flipsOfFiles(reported)].filter(({ name }) => name.startsWith("evidence/"));
  expect(tried(ofEvidence, trusted)).toEqual({ count: 2, missed: [] });
});

it("every field of every entry of a checkpoint, flipped one by one under a manifest signed anew, is found", () => {
  const withFile = sourceOf(reported);
  const { count, missed } = tried(flipsOfLog(withFile, privateKey), trusted);
  expect(missed).toEqual([]);
  expect(count).toBe(withFile.entries.length * 7);
});

it("whatever stands at any place of a checkpoint's entry, the verifier gives a verdict with its findings", () => {
  let looked = 0;
  for (const { name, archive } of withOddValues(source, privateKey)) {
    looked += 1;
    expect(verifyBundle(archive, trusted).verdict, name).not.toBe("unreadable");
  }
  expect(looked).toBeGreaterThan(50);
});
