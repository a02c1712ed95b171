import fc from "fast-check";
import { expect, it } from "vitest";
import { beginningOf, endOf, shortened } from "./whole-text.ts";

it("a text is cut at whole characters: what half of one would have taken stays empty", () => {
  expect(beginningOf("ab🛑", 3)).toBe("ab");
  expect(endOf("🛑ab", 3)).toBe("ab");
  expect(shortened("ab🛑cd", 4)).toBe("ab…");
});

it("a text that fits stays as it is", () => {
  expect([beginningOf("🛑", 2), endOf("🛑", 2), shortened("🛑", 2)]).toEqual(["🛑", "🛑", "🛑"]);
});

it("whatever is cut, and wherever, fits and can be digested", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(6), (text, half) => {
      const cut = text.slice(0, half) + text.slice(half + 1);
      for (const most of [1, 2, 3, 4, 5]) {
        for (const part of [beginningOf(cut, most), endOf(cut, most), shortened(cut, most)]) {
          expect(part.isWellFormed()).toBe(true);
          expect(part.length).toBeLessThanOrEqual(most);
        }
      }
    }),
  );
});
