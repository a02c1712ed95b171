import { expect, it } from "vitest";
import { Words } from "./shapes.ts";

it("words are whole characters: half of one, which no digest could be made of, is refused with a sentence", () => {
  expect(Words.safeParse("naïve 🛑").success).toBe(true);
  const half = Words.safeParse("🛑".slice(0, 1));
  expect(half.error?.issues[0]?.message).toContain("expected whole characters");
});
