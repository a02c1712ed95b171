import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { differences } from "#scripts/verifiers/differences.ts";
import { publicKeyOf } from "./seal.ts";
import { anchorVariants } from "./testing/anchor-variants.ts";
import { sourceOf } from "./testing/forge.ts";

it("two verifiers that share no code say the same of every anchor, good and forged", async () => {
  const source = sourceOf(readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip")));
  const { privateKey } = generateKeyPairSync("ed25519");
  const made = anchorVariants.map(({ name, make }) => ({ name, archive: make(source, privateKey, () => 0) }));
  expect((await differences(made, [publicKeyOf(privateKey)])).told).toEqual([]);
});
