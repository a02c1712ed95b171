import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { publicKeyOf } from "./seal.ts";
import { sealedBy, sourceOf } from "./testing/forge.ts";
import { variants } from "./testing/variants.ts";
import { verifyBundle } from "./verify-bundle.ts";

const source = sourceOf(readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip")));
const { privateKey } = generateKeyPairSync("ed25519");
const trusted = [publicKeyOf(privateKey)];
const firstFace = () => 0;

it.each(variants)(
  "with $name, chained and signed again by the key's own holder, the verdict is $finds",
  ({ finds, says, make }) => {
    const verdict = verifyBundle(make(source, privateKey, firstFace), trusted);
    if (verdict.verdict === "unreadable") throw new Error(verdict.reason);
    const checks = verdict.findings.map(({ check }) => check);
    if (finds === null) expect(verdict.findings).toEqual([]);
    else expect(checks, JSON.stringify(verdict.findings)).toContain(finds);
    const told = verdict.findings.filter(({ check }) => check === finds).map(({ message }) => message);
    if (says !== undefined) expect(told.join("\n")).toContain(says);
  },
);

it("a kind of file that this verifier does not know is named, and does not fail", () => {
  const unknown = variants.find(({ name }) => name === "a file of a kind yet unknown");
  const verdict = verifyBundle(unknown?.make(source, privateKey, firstFace) ?? new Uint8Array(), trusted);
  expect(verdict).toMatchObject({
    verdict: "verified",
    notes: expect.arrayContaining([
      { about: "more.txt", message: expect.stringContaining("not known to this verifier") },
    ]),
  });
});

it("without keys from outside it is said that the bundle's own key proves nothing, and no key is called trusted", () => {
  const archive = sealedBy(source, privateKey);
  expect(verifyBundle(archive, null)).toMatchObject({
    verdict: "verified",
    isTrusted: false,
    notes: expect.arrayContaining([
      { about: "trust", message: expect.stringContaining("proves nothing of who made it") },
    ]),
  });
  expect(verifyBundle(archive, trusted)).toMatchObject({ isTrusted: true });
});
