import { expect, it } from "vitest";
import { visibleWords } from "./visible-words.ts";

it("names a character that would reverse what is read, and leaves Arabic and Hebrew as they are", () => {
  expect(visibleWords("risk: \u202elive\u202c")).toBe("risk: [U+202E]live[U+202C]");
  expect(visibleWords("שלום مرحبا")).toBe("שלום مرحبا");
});
