import { expect, it } from "vitest";
import { blockerWords } from "./refusal.ts";

const wrong = (field: string) => ({ rule: null, message: "expected a few words", field });

it.each([
  ["body", "The document: expected a few words"],
  ["answers.impact", "Impact: expected a few words"],
  ["services.0.environmentName", "Environment name: expected a few words"],
  ["audiences.1", "Audiences: expected a few words"],
  ["", "expected a few words"],
])("a wrong field %j is called by its label, or else in plain words", (field, words) => {
  expect(blockerWords(wrong(field), { body: "The document" })).toBe(words);
});

it("what a rule asks for is said as it is", () => {
  expect(blockerWords({ rule: "MKC-4.3", message: "Affected contract mode is missing." })).toBe(
    "Affected contract mode is missing.",
  );
});
