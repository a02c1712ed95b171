import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { flipsOfFiles, flipsOfLog } from "#scripts/verifiers/flips.ts";
import type { Generated } from "#scripts/verifiers/generated.ts";
import type { ConsoleKey } from "./ed25519.ts";
import { publicKeyOf } from "./seal.ts";
import { sourceOf } from "./testing/forge.ts";
import { readTrust } from "./trust.ts";
import { verifyBundle } from "./verify-bundle.ts";

const samples = join(root, "docs", "samples");
const sample = readFileSync(join(samples, "sealed-decisions.bundle.zip"));

/** How many were flipped, and which of them nobody would have noticed. */
function tried(flips: Iterable<Generated>, trusted: readonly ConsoleKey[]) {
  const missed: string[] = [];
  let count = 0;
  for (const { name, archive } of flips) {
    count += 1;
    if (verifyBundle(archive, trusted).verdict === "verified") missed.push(name);
  }
  return { count, missed };
}

it("every field that a bundle stores, flipped one by one, is found", () => {
  const trust = readTrust(readFileSync(join(samples, "sealed-decisions.keys"), "utf8"));
  const keys = trust.ok ? trust.keys : [];
  expect(verifyBundle(sample, keys)).toMatchObject({ verdict: "verified" });
  const { count, missed } = tried(flipsOfFiles(sample), keys);
  expect(missed).toEqual([]);
  expect(count).toBeGreaterThan(300);
});

it("every field of every entry, flipped one by one under a manifest that the console signed anew, is found", () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const { count, missed } = tried(flipsOfLog(sourceOf(sample), privateKey), [publicKeyOf(privateKey)]);
  expect(missed).toEqual([]);
  expect(count).toBeGreaterThan(300);
});
