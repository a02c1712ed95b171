import { describe, expect, it } from "vitest";
import { targetWords } from "./target-words.ts";

const target = { title: "Target", confirms: { role: "sre" } };

describe("what a rollback goes back to", () => {
  it.each([
    ["minutes", "1", "1 minute"],
    ["minutes", "15", "15 minutes"],
    ["instant", "2026-11-21T17:45:00.000Z", "21 Nov 2026, 17:45:00 UTC"],
    ["pin", "v1.4.2", "v1.4.2"],
    ["text", "2026", "2026"],
  ] as const)("reads, of kind %s with the value %s, as %s", (kind, value, words) => {
    expect(targetWords({ ...target, kind }, value)).toBe(words);
  });
});
