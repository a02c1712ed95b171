import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { checkedIn } from "./checked.ts";
import { publicKeyOf } from "./seal.ts";
import { rewritten, sealedBy, sourceOf, withParts } from "./testing/forge.ts";
import { variants } from "./testing/variants.ts";
import { verifyBundle } from "./verify-bundle.ts";

const sample = readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip"));
const { privateKey } = generateKeyPairSync("ed25519");
const trusted = [publicKeyOf(privateKey)];

function linesOf(archive: Uint8Array, keys: Parameters<typeof verifyBundle>[1] = trusted) {
  const verdict = verifyBundle(archive, keys);
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

/** What is told of a bundle, each thing with its state. */
function statesOf(name: string) {
  const variant = variants.find((one) => one.name === name);
  if (variant === undefined) throw new Error(`there is no ${name}`);
  const { lines } = linesOf(variant.make(sourceOf(sample), privateKey, () => 0));
  return Object.fromEntries(lines.map(({ what, state }) => [what, state]));
}

it("what was looked at after an entry that cannot be understood is not called not looked at", () => {
  const states = statesOf("facts that are no facts");
  expect(states).toMatchObject({ Chain: "holds", Entries: "fails", Redactions: "holds", Protocol: "holds" });
  expect(Object.values(states)).not.toContain("not looked at");
});

it("with another console's key beside the log, the trusted one still has envelope and records looked at", () => {
  const states = statesOf("another console's key beside the log");
  expect(states).toMatchObject({ "Console's key": "fails", Envelope: "holds", Records: "holds" });
});

it("where no key is there to check a signature with, nothing that stands on one is told to hold", () => {
  const archive = withParts(sourceOf(sample), privateKey, (parts) =>
    parts.map((part) => (part.kind === "console-key" ? { ...part, bytes: new Uint8Array([1]) } : part)),
  );
  const states = linesOf(archive, null).lines.map(({ what, state }) => [what, state]);
  expect(Object.fromEntries(states)).toMatchObject({
    ...{ "Console's key": "fails", Envelope: "not looked at", Records: "not looked at" },
    ...{ Anchor: "not looked at", Chain: "holds", Keys: "holds" },
  });
});

it("of what a bundle has none, it is told that there is none, and never that it holds", () => {
  const { lines, verdict } = linesOf(sealedBy(sourceOf(sample), privateKey));
  expect(verdict.verdict).toBe("verified");
  expect(lines).toContainEqual({
    ...{ what: "Anchor", state: "none" },
    told: expect.stringContaining("nothing shows that the log was not cut"),
  });
  const { lines: little } = linesOf(
    sealedBy(
      rewritten({ ...sourceOf(sample), evidence: new Map() }, (entries) => entries.slice(0, 1)),
      privateKey,
    ),
  );
  const none = little.filter(({ state }) => state === "none").map(({ what }) => what);
  expect(none).toEqual(["Redactions", "Assertions", "Quorum", "Records", "Evidence", "Anchor"]);
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
