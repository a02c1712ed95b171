import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { publicKeyOf } from "./seal.ts";
import { sourceOf } from "./testing/forge.ts";
import { withOddValues } from "./testing/odd-values.ts";
import { verifyBundle } from "./verify-bundle.ts";

const source = sourceOf(readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip")));
const { privateKey } = generateKeyPairSync("ed25519");

it("whatever stands at any place of an entry, the verifier gives a verdict with its findings and never ends in the middle", () => {
  let looked = 0;
  for (const { name, archive } of withOddValues(source, privateKey)) {
    looked += 1;
    expect(verifyBundle(archive, [publicKeyOf(privateKey)]).verdict, name).not.toBe("unreadable");
  }
  expect(looked).toBeGreaterThan(100);
});
