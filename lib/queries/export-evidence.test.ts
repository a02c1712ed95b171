import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { sha256 } from "#lib/platform/digest.ts";
import { bareParts, bind, evidenceParts, roomBeside } from "#lib/verify/bundle/assemble.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { rewritten, sourceOf } from "#lib/verify/bundle/testing/forge.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { limits } from "#lib/verify/bundle/zip-layout.ts";
import { root } from "#scripts/root.ts";
import { evidenceIn } from "./export-evidence.ts";

const folder = mkdtempSync(join(tmpdir(), "evidence-"));
process.env.HOLDPOINT_EVIDENCE_DIR = folder;
afterAll(() => rmSync(folder, { recursive: true }));

function kept(words: string): { sha256: string; bytes: number } {
  const digest = sha256(words);
  mkdirSync(join(folder, digest.slice(0, 2)), { recursive: true });
  writeFileSync(join(folder, digest.slice(0, 2), digest), words);
  return { sha256: digest, bytes: words.length };
}

it("a log with more files of evidence than a bundle holds is exported with those that find room, and the rest is counted", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const sample = sourceOf(readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip")));
  const source = rewritten(sample, (entries) => {
    const handedIn = entries.findLast(
      ({ header, facts }) => header.type === "EvidenceHandedIn" && facts.media !== undefined,
    );
    if (handedIn === undefined) throw new Error("the sample has a file of evidence");
    const more = Array.from({ length: limits.files }, (_, index) => ({
      ...handedIn,
      facts: { ...handedIn.facts, ...kept(`file ${index}`) },
    }));
    return [...entries, ...more];
  });
  const parts = bareParts(source, privateKey);
  const { evidence, leftOut } = await evidenceIn(source, roomBeside(parts));
  const archive = bind(source, [...parts, ...evidenceParts(evidence)], privateKey);
  const verdict = verifyBundle(archive, [publicKeyOf(privateKey)]);
  expect(verdict).toMatchObject({ verdict: "verified", counts: { files: limits.files - 2 } });
  // Those of the sample itself are not in this folder.
  expect(leftOut).toBe(limits.files + sample.evidence.size - evidence.size);
});
