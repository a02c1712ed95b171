import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { differences } from "#scripts/verifiers/differences.ts";
import { flipsOfFiles } from "#scripts/verifiers/flips.ts";
import { checkedIn } from "./checked.ts";
import { places } from "./manifest.ts";
import { publicKeyOf } from "./seal.ts";
import { sourceOf } from "./testing/forge.ts";
import { rotationVariants } from "./testing/rotation-variants.ts";
import { toldVerdict } from "./told.ts";
import { verifyBundle } from "./verify-bundle.ts";

const source = sourceOf(readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip")));
const { privateKey } = generateKeyPairSync("ed25519");
const trusted = [publicKeyOf(privateKey)];
const made = rotationVariants.map(({ name, make }) => ({
  name,
  archive: make(source, privateKey, () => 0),
}));
const [first, second] = made.map(({ archive }) => archive);

it("two verifiers that share no code say the same of every rotation, good and forged", async () => {
  expect((await differences(made, trusted)).told).toEqual([]);
});

it("every field of a bundle's rotations, flipped one by one, is found by both", async () => {
  const flips = [...flipsOfFiles(first ?? new Uint8Array())].filter(({ name }) =>
    name.startsWith(places.rotations),
  );
  expect(flips.length).toBeGreaterThan(10);
  expect((await differences(flips, trusted, "never verified")).told).toEqual([]);
});

it("a key that is trusted by rotations is said to be, with when, by whom and why each was", () => {
  const told = [first, second].map((archive) => {
    const verdict = verifyBundle(archive ?? new Uint8Array(), trusted);
    if (verdict.verdict === "unreadable") throw new Error(verdict.reason);
    return {
      text: toldVerdict("x.zip", verdict),
      envelope: checkedIn(verdict).find(({ what }) => what === "Envelope")?.told,
    };
  });
  expect(told[0]?.text).toContain(", which you trust by one rotation\n");
  expect(told[0]?.text).toMatch(
    /note {5}trust: key \w{16} is not one that you gave.* at 2026-01-02T03:04:05.678Z by somebody at a machine: It was a year old.; both keys signed that\n/,
  );
  expect(told[1]?.text).toContain(", which you trust by 2 rotations\n");
  expect(told[0]?.envelope).toBe("the manifest is signed by a key which you trust by one rotation");
});

it("without keys from outside a rotation makes nothing trusted", () => {
  expect(verifyBundle(first ?? new Uint8Array(), null)).toMatchObject({
    verdict: "verified",
    isTrusted: false,
    through: 0,
  });
});
