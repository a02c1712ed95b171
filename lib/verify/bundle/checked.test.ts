import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { checkedIn } from "./checked.ts";
import { publicKeyOf } from "./seal.ts";
import { sourceOf } from "./testing/forge.ts";
import { variants } from "./testing/variants.ts";
import { verifyBundle } from "./verify-bundle.ts";

const sample = readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip"));
const { privateKey } = generateKeyPairSync("ed25519");
const trusted = [publicKeyOf(privateKey)];

function linesOf(archive: Uint8Array) {
  const verdict = verifyBundle(archive, trusted);
  if (verdict.verdict === "unreadable") throw new Error(verdict.reason);
  return { verdict, lines: checkedIn(verdict) };
}

it("of a bundle that verifies each checked thing holds, and says how much there was", () => {
  const verdict = verifyBundle(sample, null);
  if (verdict.verdict === "unreadable") throw new Error(verdict.reason);
  const lines = checkedIn(verdict);
  expect(lines.map(({ state }) => state)).toEqual(lines.map(() => "holds"));
  expect(Object.fromEntries(lines.map(({ what, told }) => [what, told]))).toMatchObject({
    Chain: `${verdict.head.seq} entries, each on the one before it, up to the head`,
    Redactions: "one text redacted, and an entry says so of each",
    Quorum: "2 sealed decisions, made of both parties' verdicts",
    Envelope: "the manifest is signed by the key that stands in the bundle",
  });
});

it.each(variants)(
  "with $name every finding is under one line, and no line holds that stands on what fails",
  (v) => {
    const { verdict, lines } = linesOf(v.make(sourceOf(sample), privateKey, () => 0));
    expect(lines.some(({ state }) => state === "fails")).toBe(verdict.findings.length > 0);
    const reasons = lines.map(({ state, told }) =>
      state === "fails" ? (told.startsWith("one") ? 1 : Number.parseInt(told, 10)) : 0,
    );
    expect(reasons.reduce((sum, count) => sum + count, 0)).toBe(verdict.findings.length);
    const stateOf = (name: string) => lines.find(({ what }) => what === name)?.state;
    if (stateOf("Chain") === "fails")
      expect(
        ["Redactions", "Protocol", "Assertions", "Quorum", "Records", "Keys"].map(stateOf),
      ).not.toContain("holds");
  },
);
